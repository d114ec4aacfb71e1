import type { FilesToAttach } from '#core/files/attach-files.ts';
import { hashOf, idempotentId } from '#core/idempotency.ts';
import type { Author } from './author.ts';
import { type ChangeWorld, type Conditions, changeTicket } from './change-ticket.ts';
import { type Entry, isMessage, type Message } from './entry.ts';
import { type MessageDraft, withMessage } from './message.ts';
import type { Ticket } from './ticket.ts';

/** The current ticket and the message. */
export interface AddedMessage {
  readonly ticket: Ticket;
  readonly message: Message;
}

/**
 * Adds a message to a ticket and updates its status. With an idempotency key, repeating the same content returns the first result and adds nothing;
 * other content is refused. Throws as `changeTicket` does.
 */
export async function addMessage(
  world: ChangeWorld,
  id: string,
  draft: MessageDraft,
  conditions: Conditions = {},
): Promise<AddedMessage> {
  const { kind, author, body, contact, close = false, files, idempotencyKey: key } = draft;
  const operation =
    key === undefined
      ? undefined
      : {
          id: idempotentId('message', ...writerOf(author), id, key),
          contentHash: hashOf(kind, body, close, ...hashesOf(files)),
        };
  const { ticket, entry } = await changeTicket(
    world,
    id,
    {
      kind,
      author,
      body,
      contact,
      operation,
      files,
      onMerged: 'follow',
      rule: (before, at) => withMessage(before, draft, at),
    },
    conditions,
  );
  return { ticket, message: asMessage(entry) };
}

/** Adds nothing to a hash if there are no files. */
export const hashesOf = (files: FilesToAttach | undefined): string[] => (files ? [files.contentHash] : []);

function asMessage(entry: Entry | undefined): Message {
  if (entry && isMessage(entry)) return entry;
  throw new Error('The entry of the added message has no message.');
}

/** The owner of an idempotency key within a ticket. A customer needs no id: a ticket has one customer. */
const writerOf = (author: Author): string[] => (author.type === 'agent' ? ['agent', author.id] : [author.type]);
