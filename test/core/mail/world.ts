import type { Mail, MailName, Shop } from '../../../functions/core/mail/mail.ts';
import type { Mailer, Outbox } from '../../../functions/core/mail/ports.ts';
import type { Delivery } from '../../../functions/core/delivery.ts';
import type { MailProblem, Ticket } from '../../../functions/core/ticket.ts';
import { changeWorld } from '../change-world.ts';

export const shop: Shop = {
  name: 'QuickTools',
  signature: undefined,
  replyTo: undefined,
  supportPageUrl: 'https://www.example.com/support',
  dashboardUrl: 'https://desk.example.com/static/admin-support.html',
  adminAddresses: ['dana@example.com', 'eve@example.com'],
};

export const tiers = [{ credits: 1, name: 'Email (48h response)', responseHours: 48, priority: 'normal' }] as const;

export const nameOf = ({ kind, ticketId, version }: MailName): string => [kind, ticketId, version].join(' ');

/** What mails need, in memory, for the rules alone. What it holds lies open. */
export function mailWorld(...stored: readonly Ticket[]) {
  const { world, entries } = changeWorld(...stored);
  const deliveries = new Map<string, Delivery & { readonly serviceId?: string | undefined }>();
  const marks = new Map<string, MailProblem>();
  const sent: Mail[] = [];
  const service = { refuses: undefined as Error | undefined };
  const outbox: Outbox = {
    async claim(mail, at) {
      const state = deliveries.get(nameOf(mail))?.state ?? 'failed';
      if (state !== 'sending' && state !== 'failed') return false;
      deliveries.set(nameOf(mail), { state: 'sending', at });
      return true;
    },
    settle: async (mail, delivery, serviceId) => void deliveries.set(nameOf(mail), { ...delivery, serviceId }),
    markOf: async (address) => marks.get(address),
    mark: async (address, problem) => void marks.set(address, problem),
  };
  const mailer: Mailer = {
    async send(mail) {
      if (service.refuses) throw service.refuses;
      sent.push(mail);
      return `id-${sent.length}`;
    },
  };
  return { ...world, entries, outbox, mailer, shop, tiers, deliveries, marks, sent, service };
}
