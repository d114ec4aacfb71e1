import { clockOf } from '#adapters/system-clock.ts';
import { noTeam } from '#core/agents/team.ts';
import type { FileContents } from '#core/files/ports.ts';
import { addressHash } from '#core/mail/address.ts';
import type { AgentReply } from '#core/mail/agent-replies.ts';
import type { CarriedFile } from '#core/mail/carry-files.ts';
import type { Contact } from '#core/mail/contact.ts';
import type { Delivery } from '#core/mail/delivery.ts';
import type { Mail, MailName, Shop } from '#core/mail/mail.ts';
import type { Mailer } from '#core/mail/ports.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { changeWorld } from '#test/core/ticket/change-world.ts';
import { memoryCorrespondence } from './memory-correspondence.ts';
import { memoryMailLedger } from './memory-mail-ledger.ts';

export const shop: Shop = {
  name: 'QuickTools',
  signature: undefined,
  replyTo: undefined,
  supportPageUrl: 'https://www.example.com/support',
  dashboardUrl: 'https://desk.example.com/static/admin-support.html',
  adminAddresses: ['dana@example.com', 'eve@example.com'],
};

export const tiers = [{ credits: 1, name: 'Email (48h response)', responseHours: 48, priority: 'normal' }] as const;

/** Files of which none is there. */
export const noFiles: FileContents = { read: async () => undefined };

/** The mail of a kind about a ticket's version, to an address. */
export const mailTo = (to: string, { id: ticketId }: Ticket, kind: MailName['kind'], version = 1): MailName => ({
  kind,
  ticketId,
  version,
  recipient: addressHash(to),
});

/** The dependencies of mails, in memory, for the rules alone, at a time that a test sets. Its contents are public. */
export function mailWorld(...stored: readonly Ticket[]) {
  const { world, entries, entriesOf } = changeWorld(...stored);
  const time = { now: Date.parse('2026-11-24T10:00:00Z') };
  const clock = clockOf(() => time.now);
  const memory = memoryMailLedger(() => new Date(time.now).toISOString());
  const contacts = new Map<string, Contact>();
  const sent: Mail[] = [];
  const carried: (readonly CarriedFile[])[] = [];
  const files = new Map<string, Uint8Array>();
  const storage: { reads: () => void } = { reads: () => {} };
  const service: { answers: (mail: Mail) => void | Promise<void> } = { answers: () => {} };
  const mailer: Mailer = {
    async send(mail, files = []) {
      await service.answers(mail);
      sent.push(mail);
      carried.push(files);
      return `id-${sent.length}`;
    },
  };
  let leases = 0;
  const notDelivered: string[] = [];
  const members = { team: noTeam };
  const switchedOn = { desk: '2026-01-01T00:00:00.000000000Z', admins: new Map<string, string>() };
  return {
    ...world,
    clock,
    tickets: memory.queueing(world.tickets),
    ledger: memory.ledger,
    correspondence: memoryCorrespondence(world.tickets, entriesOf, memory),
    switched: switchedOn,
    switchedOn: async () => switchedOn,
    given: notDelivered,
    notDelivered: ({ kind }: MailName, detail: string) => void notDelivered.push(`${kind}: ${detail}`),
    contacts: { of: async (userId: string) => contacts.get(userId) },
    mailer,
    contents: {
      async read(_: string, fileId: string) {
        storage.reads();
        return files.get(fileId);
      },
    },
    sendsMail: true,
    newLeaseId: () => `lease-${++leases}`,
    agentAddress: async ({ agentId, version }: AgentReply) => `ag-${agentId}-${version}@reply.example.com`,
    shop,
    replyAddress: async () => undefined,
    team: { get: async () => members.team },
    members,
    tiers,
    time,
    memory,
    entries,
    marks: memory.marks,
    known: contacts,
    sent,
    /** The files of each mail that was sent. */
    carried,
    /** The contents of files, by their ids. */
    files,
    storage,
    service,
    /** Returns the outcome of a mail. */
    deliveryOf: (mail: MailName): Delivery | undefined => memory.get(mail)?.delivery,
  };
}
