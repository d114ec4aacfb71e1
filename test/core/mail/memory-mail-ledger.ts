import { type Delivery, isResendable } from '#core/mail/delivery.ts';
import type { MailName } from '#core/mail/mail.ts';
import type { MailLedger } from '#core/mail/ports.ts';
import { notResendable } from '#core/mail/resend-mail.ts';
import type { TicketStore } from '#core/ticket/ports.ts';
import type { MailProblem } from '#core/ticket/ticket.ts';

interface Item {
  readonly mail: MailName;
  readonly delivery: Delivery;
  readonly lease?: { readonly id: string; readonly until: string } | undefined;
  readonly serviceId?: string | undefined;
}

/** A ledger in memory, for the rules alone; the real one has its own tests. What it holds lies open. */
export function memoryMailLedger(now: () => string) {
  const items = new Map<string, Item>();
  const marks = new Map<string, MailProblem>();
  const keyOf = ({ kind, ticketId, version, recipient }: MailName) => [ticketId, version, kind, recipient].join(' ');
  const get = (mail: MailName) => items.get(keyOf(mail));
  const put = (item: Item) => void items.set(keyOf(item.mail), item);
  const isExpired = ({ delivery, lease }: Item, at: string) =>
    delivery.state === 'sending' && lease !== undefined && lease.until < at;
  const read = (item: Item): Delivery =>
    isExpired(item, now()) ? { state: 'unknown', at: item.delivery.at } : item.delivery;

  const latest = ({ kind, ticketId, version }: Omit<MailName, 'recipient'>): Delivery | undefined =>
    [...items.values()]
      .filter(({ mail }) => mail.kind === kind && mail.ticketId === ticketId && mail.version === version)
      .map(read)
      .toSorted((a, b) => (a.at < b.at ? -1 : 1))
      .at(-1);

  const ledger: MailLedger = {
    async claim(mail, lease, at) {
      const item = get(mail);
      if (item && isExpired(item, at)) put({ ...item, delivery: { state: 'unknown', at } });
      else if (!item || item.delivery.state === 'queued') {
        put({ mail, delivery: { state: 'sending', at }, lease });
        return true;
      }
      return false;
    },
    async settle(mail, lease, delivery, serviceId) {
      const item = get(mail);
      const isOpen = item?.delivery.state === 'sending' || item?.delivery.state === 'unknown';
      if (item && isOpen && item.lease?.id === lease.id) put({ ...item, delivery, serviceId });
    },
    async report(mail, delivery) {
      const item = get(mail);
      if (![delivery.state, 'complained'].includes(item?.delivery.state ?? '')) put({ ...item, mail, delivery });
    },
    async remark(mail, remark) {
      const item = get(mail);
      if (item) put({ ...item, delivery: { ...item.delivery, remark } });
    },
    latest: async (about) => latest(about),
    named: async (ticketId, serviceId) =>
      [...items.values()].find((item) => item.mail.ticketId === ticketId && item.serviceId === serviceId)?.mail,
    markOf: async (address) => marks.get(address),
    mark: async (address, problem) => void (marks.get(address) === 'complained' || marks.set(address, problem)),
    unmark: async (address) => void marks.delete(address),
  };

  /** The store, whose changes queue mails here. */
  const queueing = (tickets: TicketStore): TicketStore => ({
    ...tickets,
    async change(change) {
      const item = change.queued && get(change.queued);
      const isCurrent = (await tickets.get(change.before.id))?.version === change.before.version;
      if (isCurrent && item && !isResendable(read(item))) throw notResendable();
      const isStored = await tickets.change(change);
      if (isStored && change.queued) {
        put({ mail: change.queued, delivery: { state: 'queued', at: change.entry.createdAt } });
      }
      return isStored;
    },
  });

  return { ledger, items, marks, get, put, latest, read, queueing };
}
