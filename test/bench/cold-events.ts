import { randomUUID } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoOutbox } from '../../functions/adapters/dynamo-outbox.ts';
import { addressHash } from '../../functions/core/mail/address.ts';
import { bounce } from '../mail/ses-events.ts';
import { recordOf } from '../stream/records.ts';
import { fill, newTicket } from './fill.ts';
import { completed, tables } from './stage.ts';

/** The headers by which a caller is known. */
export type Caller = Readonly<Record<string, string>>;

/** What each entry is called with, by its name, so that it does all of its work; whatever that needs is stored first. */
export function coldEvents(
  client: DynamoDBDocumentClient,
  asAgent: Caller,
  asCustomer: Caller,
): Readonly<Record<string, () => Promise<object>>> {
  const asks = (headers: Caller, more: object = {}) => completed({ headers, ...more });
  async function toOpenTicket(headers: Caller, body?: object): Promise<object> {
    const ticket = { ...newTicket(), status: 'open', statusBeforeClosing: null, closedAt: null } as const;
    await fill(client, 1, () => ticket);
    return asks(headers, { pathParameters: { ticket_id: ticket.id }, ...(body && { body: JSON.stringify(body) }) });
  }
  /** A ticket whose confirmation was not sent. */
  async function toFailedMail(): Promise<object> {
    const ticket = newTicket();
    await fill(client, 1, () => ticket);
    const recipient = addressHash(ticket.userEmail);
    const mail = { kind: 'confirmation', ticketId: ticket.id, version: 1, recipient } as const;
    await dynamoOutbox(tables.tickets, client).report(mail, { state: 'failed', at: ticket.createdAt });
    return asks(asAgent, { pathParameters: { ticket_id: ticket.id, message_id: ticket.id } });
  }
  async function aBounce(): Promise<object> {
    const { id: ticketId } = newTicket();
    await fill(client, 1, () => ({ id: ticketId }));
    return bounce({ kind: 'confirmation', ticketId, version: 1, address: 'gone@example.com' }, 'Permanent', 'General');
  }
  const aNewTicket = async () => ({ Records: [recordOf({ ticket: newTicket() }, 1)] });
  const canned = { pathParameters: { canned_reply_id: randomUUID() } };
  return {
    'submit-ticket': async () => asks(asCustomer, { body: '{"subject":"Need help","message":"It does not work."}' }),
    'check-access': async () => asks(asCustomer),
    'list-own-tickets': async () => asks(asCustomer),
    'get-own-ticket': () => toOpenTicket(asCustomer),
    'add-own-reply': () => toOpenTicket(asCustomer, { body: 'It works now.' }),
    'list-tickets': async () => asks(asAgent),
    'get-ticket': () => toOpenTicket(asAgent),
    'add-reply': () => toOpenTicket(asAgent, { body: 'Try again.', kind: 'reply' }),
    'update-ticket': () => toOpenTicket(asAgent, { status: 'in_progress' }),
    'close-ticket': () => toOpenTicket(asAgent),
    'resend-mail': toFailedMail,
    'list-suppressed-addresses': async () => asks(asAgent),
    'allow-address': async () => asks(asAgent, { pathParameters: { address: 'user@example.com' } }),
    'list-canned-replies': async () => asks(asAgent),
    'save-canned-reply': async () => asks(asAgent, { ...canned, body: '{"name":"Thanks","body":"Thank you!"}' }),
    'delete-canned-reply': async () => asks(asAgent, canned),
    'get-stats': async () => asks(asAgent),
    'check-health': async () => completed({}),
    'refuse-unknown-route': async () => completed({}),
    'project-views': aNewTicket,
    notify: aNewTicket,
    'record-mail-event': aBounce,
  };
}
