import { randomUUID } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoDueStore } from '#adapters/dynamo/dynamo-due-store.ts';
import { dynamoMailLedger } from '#adapters/dynamo/dynamo-mail-ledger.ts';
import { toDetail } from '#adapters/events/event-detail.ts';
import { eventOf } from '#core/events/desk-event.ts';
import { addressHash } from '#core/mail/address.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { bounce } from '#test/mail/ses-events.ts';
import { recordOf } from '#test/stream/records.ts';
import { coldTeamEvents } from './cold-team-events.ts';
import { coldViewEvents } from './cold-view-events.ts';
import { fill, newTicket } from './fill.ts';
import { completed, tables } from './stage.ts';

/** The headers that identify a caller. */
type Caller = Readonly<Record<string, string>>;

/** The callers: an agent, the customer `u1`, and `u2`, who has three tickets and writes no more. */
interface Callers {
  readonly asAgent: Caller;
  readonly asCustomer: Caller;
  readonly asReader: Caller;
}

const notClosed = { statusBeforeClosing: null, closedAt: null } as const;
const OPEN = 20;

/** Stores the lists' contents: the open tickets of an ordinary day, and the tickets of `u2`. */
export async function fillLists(client: DynamoDBDocumentClient): Promise<void> {
  await fill(client, OPEN, () => ({ status: 'open', ...notClosed }));
  await fill(client, 3, () => ({ userId: 'u2' }));
}

/**
 * Returns each entry's event, by its name, which makes it do all of its work; whatever that needs is stored first, so that lists grow only by what is
 * submitted.
 */
export function coldEvents(
  client: DynamoDBDocumentClient,
  { asAgent, asCustomer, asReader }: Callers,
): Readonly<Record<string, () => Promise<object>>> {
  const asks = (headers: Caller, more: object = {}) => completed({ headers, ...more });
  async function storedTicket(): Promise<string> {
    const ticket = { ...newTicket(), status: 'in_progress', ...notClosed } as const;
    await fill(client, 1, () => ticket);
    return ticket.id;
  }
  const toTicket = async (headers: Caller, body?: object): Promise<object> =>
    asks(headers, { pathParameters: { ticket_id: await storedTicket() }, ...(body && { body: JSON.stringify(body) }) });
  const toMany = async (): Promise<object> =>
    asks(asAgent, {
      body: JSON.stringify({ tickets: [{ id: await storedTicket(), version: 1 }], change: { status: 'open' } }),
    });
  async function aTicket(changes: Partial<Ticket> = {}): Promise<string> {
    const { id } = newTicket();
    await fill(client, 1, () => ({ id, ...changes }));
    return id;
  }
  async function toMergedTicket(): Promise<object> {
    const { id, createdAt } = newTicket();
    const survivor = await aTicket({ merged: [id] });
    await fill(client, 1, () => ({ id, mergedInto: { id: survivor, createdAt, wasOpen: true } }));
    return asks(asAgent, { pathParameters: { ticket_id: id } });
  }
  /** Returns a path to a ticket whose confirmation wasn't sent. */
  async function toFailedMail(): Promise<object> {
    const ticket = newTicket();
    await fill(client, 1, () => ticket);
    const recipient = addressHash(ticket.userEmail);
    const mail = { kind: 'confirmation', ticketId: ticket.id, version: 1, recipient } as const;
    await dynamoMailLedger(tables.tickets, client).report(mail, { state: 'failed', at: ticket.createdAt });
    return asks(asAgent, { pathParameters: { ticket_id: ticket.id, message_id: ticket.id } });
  }
  async function aBounce(): Promise<object> {
    const { id: ticketId } = newTicket();
    await fill(client, 1, () => ({ id: ticketId }));
    return bounce({ kind: 'confirmation', ticketId, version: 1, address: 'gone@example.com' }, 'Permanent', 'General');
  }
  async function aDueMail(): Promise<object> {
    const ticket = newTicket();
    await fill(client, 1, () => ticket);
    await dynamoDueStore(tables.views, client).put({
      kind: 'mail',
      subject: ticket.id,
      at: ticket.createdAt,
      version: 1,
    });
    return {};
  }
  const aNewTicket = async () => ({ Records: [recordOf({ ticket: newTicket() }, 1)] });
  async function aSubmission(): Promise<object> {
    const ticket = newTicket();
    await fill(client, 1, () => ticket);
    const event = eventOf({ type: 'ticket', ticket, imported: false });
    return { 'detail-type': event?.type, detail: event && toDetail(event) };
  }
  const toAddress = { pathParameters: { address: 'user@example.com' } };
  const canned = { pathParameters: { canned_reply_id: randomUUID() } };
  return {
    'submit-ticket': async () => asks(asCustomer, { body: '{"subject":"Need help","message":"It does not work."}' }),
    'check-access': async () => asks(asCustomer),
    'list-own-tickets': async () => asks(asReader),
    'get-own-ticket': () => toTicket(asCustomer),
    'add-own-reply': () => toTicket(asCustomer, { body: 'It works now.' }),
    'list-tickets': async () => asks(asAgent),
    'get-customer': () => toTicket(asAgent),
    'get-ticket': () => toTicket(asAgent),
    'mark-read': () => toTicket(asAgent, { version: 1 }),
    'add-reply': () => toTicket(asAgent, { body: 'Try again.', kind: 'reply' }),
    'update-ticket': () => toTicket(asAgent, { status: 'open' }),
    'change-tickets': toMany,
    'close-ticket': () => toTicket(asAgent),
    'merge-ticket': async () => toTicket(asAgent, { into: await aTicket() }),
    'unmerge-ticket': toMergedTicket,
    'resend-mail': toFailedMail,
    'list-suppressed-addresses': async () => asks(asAgent),
    'allow-address': async () => asks(asAgent, toAddress),
    'list-held-mail': async () => asks(asAgent),
    'block-sender': async () => asks(asAgent, toAddress),
    'allow-sender': async () => asks(asAgent, toAddress),
    'list-canned-replies': async () => asks(asAgent),
    'save-canned-reply': async () => asks(asAgent, { ...canned, body: '{"name":"Thanks","body":"Thank you!"}' }),
    'delete-canned-reply': async () => asks(asAgent, canned),
    ...coldViewEvents(client, asAgent),
    'get-stats': async () => asks(asAgent),
    ...coldTeamEvents(client, asAgent),
    'check-health': async () => completed({}),
    'refuse-unknown-route': async () => completed({}),
    'project-views': aNewTicket,
    'publish-events': aNewTicket,
    notify: aSubmission,
    'run-due': aDueMail,
    'record-mail-event': aBounce,
  };
}
