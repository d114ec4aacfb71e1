import { entryIdAt } from '#adapters/entry-id.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { type Change, changesBetween } from '#core/ticket/change-ticket.ts';
import { type MessageDraft, withMessage } from '#core/ticket/message.ts';
import type { Operation, StoredChange } from '#core/ticket/ports.ts';
import type { Status, Ticket } from '#core/ticket/ticket.ts';
import { withStatus } from '#core/ticket/ticket-status.ts';
import { timeAfter } from '#core/time-after.ts';
import { authorNamed } from '#test/core/agents/agent-named.ts';

export const dana = authorNamed('Dana');

/** Returns a change to a ticket, ready to be stored. */
export function changeOf(before: Ticket, { rule, operation, queued, mail, ...what }: Change): StoredChange {
  const at = timeAfter(before.updatedAt, systemClock.timestamp());
  const after = { ...rule(before, at), updatedAt: at, version: before.version + 1 };
  const changes = changesBetween(before, after);
  const arrived = typeof mail === 'function' ? mail(before) : mail;
  const entry = {
    ...defined({ ...what, mail: arrived }),
    id: entryIdAt(at),
    version: after.version,
    createdAt: at,
    changes,
  };
  return { before, after, entry, operation, queued };
}

/** Returns a value as it is read again: undefined members aren't stored. */
const defined = <T extends object>(what: T): T =>
  Object.fromEntries(Object.entries(what).filter(([, value]) => value !== undefined)) as T;

/** Returns a change in which Dana gives a ticket another status. */
export const movedTo = (before: Ticket, status: Status): StoredChange =>
  changeOf(before, { kind: 'change', author: dana, rule: (ticket, at) => withStatus(ticket, status, at) });

/** Returns a change that adds a message: Dana's reply, unless the draft says otherwise. */
export function written(before: Ticket, changes: Partial<MessageDraft> = {}, operation?: Operation): StoredChange {
  const draft: MessageDraft = { kind: 'reply', author: dana, body: 'Try again.', ...changes };
  const { kind, author, body, contact } = draft;
  return changeOf(before, {
    kind,
    author,
    body,
    contact,
    operation,
    rule: (ticket, at) => withMessage(ticket, draft, at),
  });
}
