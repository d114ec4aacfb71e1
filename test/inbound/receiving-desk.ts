import { randomUUID } from 'node:crypto';
import { dynamoAgentReplies } from '#adapters/dynamo/dynamo-agent-replies.ts';
import { dynamoBlockedSenders } from '#adapters/dynamo/dynamo-blocked-senders.ts';
import { dynamoContacts } from '#adapters/dynamo/dynamo-contacts.ts';
import { dynamoDueStore } from '#adapters/dynamo/dynamo-due-store.ts';
import { dynamoHeldMail } from '#adapters/dynamo/dynamo-held-mail.ts';
import { dynamoMailLedger } from '#adapters/dynamo/dynamo-mail-ledger.ts';
import { dynamoSenders } from '#adapters/dynamo/dynamo-senders.ts';
import { dynamoThreadStore } from '#adapters/dynamo/dynamo-thread-store.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { entryIdAt } from '#adapters/entry-id.ts';
import { clockOf } from '#adapters/system-clock.ts';
import { noTeam, type Team } from '#core/agents/team.ts';
import type { Arrival } from '#core/inbound/arrival.ts';
import { type IncomingMail, UnreadableMail } from '#core/inbound/incoming-mail.ts';
import type { Inbound, Receiving } from '#core/inbound/ports.ts';
import { receiveMail } from '#core/inbound/receive-mail.ts';
import { type ReplyKey, replyAddress } from '#core/inbound/reply-address.ts';
import { contactOf } from '#core/mail/contact.ts';
import type { Mail } from '#core/mail/mail.ts';
import { MailInDoubt } from '#core/mail/ports.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import type { startEngine } from '#test/adapters/dynamo/engine.ts';
import { tiers } from '#test/core/mail/world.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { createTables } from '#test/local/dynamodb/tables.ts';

const domain = 'reply.example.com';
const customer = 'user@example.com';
export const keyOf = (id: string): ReplyKey => ({ id, secret: Buffer.alloc(32, id) });

/** A mail as its reader returns it: from the customer, with proof of nothing. */
export const incoming = (changes: Partial<IncomingMail> = {}): IncomingMail => ({
  from: { name: null, address: customer },
  recipients: [],
  subject: 'Re: Need help',
  messageId: null,
  references: [],
  sentAt: null,
  text: 'It still does not work.',
  html: null,
  automatic: null,
  report: null,
  lists: false,
  authentication: [],
  attachments: [],
  problems: [],
  ...changes,
});

/** The mail service's report of it. */
export interface Told {
  readonly id?: string;
  readonly to?: readonly string[];
  readonly at?: string;
  readonly verdicts?: Partial<Arrival['verdicts']>;
}

/** The header in which the mail service writes its results. */
const resultsOf = ({ from }: IncomingMail, dmarc = 'none') => [
  `amazonses.com; spf=none; dmarc=${dmarc} header.from=${from?.address.split('@').at(-1)}`,
];

const verdicts = { spam: 'pass', virus: 'pass', dmarc: 'gray' } as const;

/** Returns a desk with a ticket, on a database, that takes mails which were read already. */
export async function receivingDesk(
  { client }: Pick<Awaited<ReturnType<typeof startEngine>>, 'client'>,
  inbound: Partial<Inbound> = {},
) {
  const suffix = randomUUID();
  const tables = {
    tickets: `tickets-${suffix}`,
    agents: `agents-${suffix}`,
    personal: `personal-${suffix}`,
    views: `views-${suffix}`,
  };
  await createTables(client, tables);
  const tickets = dynamoTicketStore(tables.tickets, client);
  const threads = dynamoThreadStore(tables.tickets, client);
  const contacts = dynamoContacts(tables.views, client);
  const held = dynamoHeldMail(tables.tickets, client);
  const due = dynamoDueStore(tables.views, client);
  const ledger = dynamoMailLedger(tables.tickets, client);
  const agentReplies = dynamoAgentReplies(tables.personal, client);
  const senders = dynamoSenders(tables.personal, client);
  const mailing: { sent: Mail[]; failed: string[]; fails: boolean } = { sent: [], failed: [], fails: false };
  const members: { team: Team } = { team: noTeam };
  const keys = [keyOf('1'), keyOf('0')];
  const announced: string[] = [];
  const mails = new Map<string, IncomingMail | string>();
  const files = new Map<string, Uint8Array>();
  const time = { now: Date.parse('2026-11-24T10:00:00Z') };
  const world = {
    tickets,
    threads,
    contacts,
    held,
    due,
    ledger,
    blocked: dynamoBlockedSenders(tables.tickets, client),
    senders,
    pointers: senders,
    mailer: {
      async send(mail) {
        if (mailing.fails) throw new MailInDoubt('No answer.');
        mailing.sent.push(mail);
        return 'ses';
      },
    },
    shop: { name: 'QuickTools', signature: undefined, supportPageUrl: 'https://www.example.com/support' },
    notPointed: (mailId) => void mailing.failed.push(mailId),
    agentReplies,
    team: { get: async () => members.team },
    assignOnReply: undefined,
    clock: clockOf(() => time.now),
    newEntryId: entryIdAt,
    pause: async () => {},
    announce: (line) => void announced.push(line),
    tiers,
    files: { put: async (ticketId, { id }, content) => void files.set(`${ticketId}/${id}`, content) },
    originals: { read: async (id) => new TextEncoder().encode(id) },
    readMail: async (raw) => {
      const mail = mails.get(new TextDecoder().decode(raw)) ?? 'unknown';
      if (typeof mail === 'string') throw new UnreadableMail(mail);
      return mail;
    },
    replyKeys: async () => keys,
    inbound: { domain, newTickets: 'customers', heldDays: 30, ...inbound },
  } satisfies Receiving;
  await tickets.add(exampleTicket);
  await contacts.keep(contactOf(exampleTicket));

  return {
    client,
    tables,
    world,
    time,
    announced,
    files,
    held,
    ledger,
    contacts,
    agentReplies,
    members,
    mailing,
    dueStore: due,
    due: async () => (await Array.fromAsync(due.before())).flat(),
    replyTo: (of: Pick<Ticket, 'id'> = exampleTicket, key = keyOf('1')) => replyAddress(of.id, key, domain),
    /** Takes a mail, or one that can't be read if it is a text. */
    async receive(mail: IncomingMail | string, { id = randomUUID(), to = [], at, ...told }: Told = {}) {
      mails.set(
        id,
        typeof mail === 'string' ? mail : { ...mail, authentication: resultsOf(mail, told.verdicts?.dmarc) },
      );
      const receivedAt = at ?? new Date(time.now).toISOString();
      return receiveMail(world, {
        id,
        receivedAt,
        recipients: to,
        verdicts: { ...verdicts, ...told.verdicts },
      });
    },
    ticket: async (id: string = exampleTicket.id) => {
      const found = await tickets.get(id);
      if (!found) throw new Error('There is no such ticket.');
      return found;
    },
    entries: async (id: string = exampleTicket.id) => (await Array.fromAsync(threads.since(id, 1))).flat(),
    heldNow: async () => (await held.page(100)).mails,
  };
}
