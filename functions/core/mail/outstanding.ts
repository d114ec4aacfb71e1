import type { TeamStore } from '#core/agents/ports.ts';
import type { Team } from '#core/agents/team.ts';
import type { Clock } from '#core/ports.ts';
import { isMessage, type Message } from '#core/ticket/entry.ts';
import type { NewItem } from '#core/ticket/new-item.ts';
import type { ThreadStore } from '#core/ticket/ports.ts';
import type { SupportTier } from '#core/ticket/support-tier.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { type ContactStore, contactEmail } from './contact.ts';
import { type Delivery, isFinal } from './delivery.ts';
import { isToCustomer, type Mail, type MailName, type Shop } from './mail.ts';
import { mailsOf } from './mails-of.ts';
import { causesMail, placeOf } from './new-item.ts';
import { OWED_MS } from './pauses.ts';
import { reminders } from './reminders.ts';
import type { SwitchedOn } from './switched-on.ts';
import { isToldEnough, unsentMails } from './unsent-mail.ts';

/** A ticket, and what has been written about it lately, with the deliveries of the mails that it caused. */
export interface Correspondence {
  readonly ticket: Ticket;
  /** The new ticket and its entries, oldest first. */
  readonly items: readonly NewItem[];
  /** Returns the delivery of one mail, if there was an attempt. */
  readonly delivery: (mail: MailName) => Delivery | undefined;
  /** Returns the latest delivery of a kind of mail about a version, to whichever address it went. */
  readonly latest: (mail: Pick<MailName, 'kind' | 'version'>) => Delivery | undefined;
}

/** The ports that tell what a ticket owes. */
export interface Outstanding {
  /**
   * Returns the correspondence of a ticket from a version or a time on, whichever is earlier (consistent); undefined if there is no such ticket. Throws
   * `DeskError('unavailable')` if the store doesn't respond in time.
   */
  readonly correspondence: (ticketId: string, version: number, time: string) => Promise<Correspondence | undefined>;
  readonly threads: Pick<ThreadStore, 'entry'>;
  readonly contacts: Pick<ContactStore, 'of'>;
  readonly switchedOn: () => Promise<SwitchedOn>;
  readonly shop: Shop;
  /** Returns the address for replies about a ticket; undefined if the desk receives no mail. Throws `unavailable`. */
  readonly replyAddress: (ticketId: string) => Promise<string | undefined>;
  /** An agent who was deactivated isn't notified. */
  readonly team: Pick<TeamStore, 'get'>;
  readonly tiers: readonly SupportTier[];
  readonly clock: Clock;
}

/** A mail that isn't settled. */
export interface OwedMail {
  readonly mail: Mail;
  /** The time of what caused it, or of the latest request to resend it. */
  readonly since: string;
  /** The version that made it owed. */
  readonly version: number;
  /** True while another attempt sends it to an address that was the customer's before. */
  readonly isUnderWay: boolean;
}

/**
 * Returns the mail that a ticket owes, oldest first: caused by a version from `from` on or within the last day, after mail was switched on, and not
 * settled. `now` is in milliseconds since the epoch. Throws `unavailable`.
 */
export async function outstandingMail(
  world: Outstanding,
  ticketId: string,
  from: number,
  now: number,
): Promise<readonly OwedMail[]> {
  const oldest = new Date(now - OWED_MS).toISOString();
  const correspondence = await world.correspondence(ticketId, from, oldest);
  if (!correspondence) return [];
  const { ticket, items, delivery, latest } = correspondence;
  const [{ desk, admins }, to, team, ownReplyTo] = await Promise.all([
    world.switchedOn(),
    contactEmail(world.contacts, ticket),
    world.team.get(),
    world.replyAddress(ticketId),
  ]);
  const replying = ownReplyTo === undefined ? {} : { replyTo: ownReplyTo, receivesMail: true };
  const writing = { ...world, shop: { ...world.shop, ...replying } };

  const isOwed = (mail: Mail, at: string): boolean =>
    mail.kind === 'notification'
      ? at > (admins.get(mail.recipient) ?? desk) && !isFinal(delivery(mail))
      : !isFinal(latest(mail));
  const owed = new Map<string, OwedMail>();
  for (const item of items) {
    const { version, at } = placeOf(item);
    if (!causesMail(item) || at <= desk) continue;
    for (const mail of await mailsAbout(writing, item, { ticket, to, team, items })) {
      const key = [mail.kind, mail.version, mail.recipient].join();
      // A mail that an agent resends is owed since then, and no longer since it was first caused.
      owed.delete(key);
      const isUnderWay = isToCustomer(mail) && latest(mail)?.state === 'sending' && delivery(mail)?.state !== 'sending';
      if (isOwed(mail, at)) owed.set(key, { mail, since: at, version, isUnderWay });
    }
  }
  return [...owed.values()];
}

/** Returns the mails that an item causes; of a request to resend one, the mail to the customer alone. */
async function mailsAbout(
  world: Outstanding,
  item: NewItem,
  cause: { readonly ticket: Ticket; readonly to: string; readonly team: Team; readonly items: readonly NewItem[] },
): Promise<readonly Mail[]> {
  const { ticket, team } = cause;
  const about = (message?: Message) => mailsOf({ ...cause, message }, world.shop, world.tiers);
  if (item.type === 'ticket') return about();
  const { entry } = item;
  const { resends } = entry;
  if (entry.kind === 'reminder') return reminders(cause, entry, world.shop, world.clock.now());
  if (resends === undefined && isMessage(entry)) return about(entry);
  if (resends === undefined)
    return isToldEnough(entry, cause.items) ? [] : unsentMails(ticket, entry, world.shop, team);
  const message = resends === 1 ? undefined : await world.threads.entry(ticket.id, resends);
  if (resends !== 1 && !(message && isMessage(message))) return [];
  return about(message as Message | undefined).filter(isToCustomer);
}
