import type { MailName } from '../core/mail/mail.ts';
import type { Author, Message, MessageKind } from '../core/message.ts';
import type { Delivery, ThreadEntry } from '../core/thread.ts';
import type { TicketEvent } from '../core/ticket-event.ts';
import { besideTicket } from '../table-keys.ts';

/** A message beside its ticket. */
export interface MessageItem extends AuthorAttributes {
  id: string;
  entry: string;
  kind: MessageKind;
  body: string;
  created_at: string;
  version: number;
}

/** An audit event beside its ticket. */
export interface EventItem extends AuthorAttributes {
  id: string;
  entry: string;
  op: string;
  kind: TicketEvent['kind'];
  at: string;
  from: TicketEvent['from'];
  to: TicketEvent['to'];
  /** Absent in events older than conversations. */
  version?: number;
  message_id?: string | undefined;
  content_hash?: string | undefined;
}

/** A mail in the send ledger. */
interface MailItem {
  id: string;
  entry: string;
  state: Delivery['state'];
  at: string;
  ses_message_id?: string;
  detail?: string;
}

interface AuthorAttributes {
  /** Absent in events older than conversations, which are agents'. */
  author?: Author['type'];
  agent?: string | undefined;
}

export const messageEntry = (messageId: string): string => `${besideTicket.message}${messageId}`;
export const eventEntry = (op: string): string => `${besideTicket.event}${op}`;

/** The sort key of a mail in the send ledger: what it is for, and the message it tells of. */
export const mailEntry = ({ kind, messageId }: Omit<MailName, 'ticketId'>): string =>
  `${besideTicket.mail}${messageId === undefined ? kind : `${kind}#${messageId}`}`;

export function toMessageItem(ticketId: string, message: Message): MessageItem {
  const { id, kind, author, body, createdAt, version } = message;
  return {
    id: ticketId,
    entry: messageEntry(id),
    kind,
    ...authorAttributes(author),
    body,
    created_at: createdAt,
    version,
  };
}

export function toMessage(item: MessageItem): Message {
  const { kind, body, created_at: createdAt, version } = item;
  return { id: item.entry.slice(besideTicket.message.length), kind, author: toAuthor(item), body, createdAt, version };
}

export function toEventItem(ticketId: string, event: TicketEvent): EventItem {
  const { op, author, messageId, contentHash, ...plain } = event;
  return {
    id: ticketId,
    entry: eventEntry(op),
    op,
    ...plain,
    ...authorAttributes(author),
    message_id: messageId,
    content_hash: contentHash,
  };
}

export function toEvent(item: EventItem): TicketEvent {
  const { op, kind, at, from, to, version = 0, message_id: messageId, content_hash: contentHash } = item;
  return { op, kind, author: toAuthor(item), at, from, to, version, messageId, contentHash };
}

const toDelivery = ({ state, at, detail }: MailItem): Delivery => ({ state, at, detail });

/** What stands beside a ticket, as entries of its thread, and the delivery of its confirmation. */
export function toEntries(items: readonly { entry: string }[]): {
  entries: ThreadEntry[];
  confirmation: Delivery | undefined;
} {
  const mails = new Map(items.filter(isMail).map((item) => [item.entry, toDelivery(item)]));
  const messages = items.filter(isMessage).map(toMessage);
  return {
    entries: [
      ...messages.map(
        (message) =>
          ({
            type: 'message',
            message,
            delivery: mails.get(mailEntry({ kind: 'reply', messageId: message.id })),
          }) as const,
      ),
      ...items.filter(isEvent).map((item) => ({ type: 'event', event: toEvent(item) }) as const),
    ],
    confirmation: mails.get(mailEntry({ kind: 'confirmation' })),
  };
}

type Entry = { entry: string };
const isMail = (item: Entry): item is MailItem => item.entry.startsWith(besideTicket.mail);
const isMessage = (item: Entry): item is MessageItem => item.entry.startsWith(besideTicket.message);
const isEvent = (item: Entry): item is EventItem => item.entry.startsWith(besideTicket.event);

const authorAttributes = (author: Author): AuthorAttributes => ({
  author: author.type,
  agent: author.type === 'agent' ? author.name : undefined,
});

function toAuthor({ author = 'agent', agent = '' }: AuthorAttributes): Author {
  return author === 'agent' ? { type: author, name: agent } : { type: author };
}
