import { sameTags, tagKey } from '#core/ticket/same-tags.ts';
import type { PendingMessage } from '#dashboard/model/outgoing-message.ts';
import type { Fields, Ticket } from '#dashboard/model/ticket.ts';
import type { DeskApi } from '#dashboard/wire/api.ts';
import { ProblemError } from '#dashboard/wire/errors.ts';
import type { Conversation } from './conversation.ts';
import * as words from './messages.ts';
import type { OwnChanges } from './own-changes.ts';
import type { Toasts } from './toasts.ts';

interface Work {
  readonly api: DeskApi;
  readonly own: OwnChanges;
  readonly conversation: Conversation;
  readonly toasts: Toasts;
}

type Field = 'status' | 'assignee' | 'tags';

/**
 * Sets on a ticket what the canned replies of a message set, once the desk has the message; says what the desk refused. Rejects if it isn't known
 * whether it was set: the message is then sent again by its key, and this follows again.
 */
export async function applyActions(
  { api, own, conversation, toasts }: Work,
  { ticketId, staged }: PendingMessage,
  { ticket, entries }: Awaited<ReturnType<DeskApi['addReply']>>,
): Promise<void> {
  // Of a repeated message, the ticket is as it is by now, which the agent may not have seen.
  const version = own.withOwn(ticketId, entries.at(-1)?.version ?? ticket.version);
  let fields = valuesFor(ticket, staged?.actions ?? {});
  const reasons: string[] = [];
  while (Object.keys(fields).length > 0) {
    try {
      const after = await api.change(ticketId, fields, version);
      own.accepted(version, after);
      conversation.showNewer(after, []);
      break;
    } catch (error) {
      if (!(error instanceof ProblemError) || ![403, 404, 412, 422].includes(error.status)) throw error;
      conversation.showMissed(error);
      const refused = refusedFields(fields, error);
      for (const field of refused) reasons.push(words.notSet[field]);
      if (error.status !== 422 && refused.length > 0)
        reasons.push(error.newer ? words.changedMeanwhile : error.message);
      fields = Object.fromEntries(Object.entries(fields).filter(([name]) => !refused.includes(name as Field)));
      if (error.status !== 422) break;
    }
  }
  if (reasons.length === 0) return;
  toasts.show({ title: words.sentButNotSet, subject: ticket.subject, reason: reasons.join(' '), goTo: { ticketId } });
}

/** Returns the values that differ from what the ticket has. A message closes its ticket itself. */
function valuesFor(
  ticket: Ticket,
  { status, assignee, tags = [] }: NonNullable<PendingMessage['staged']>['actions'],
): Fields {
  const known = new Set(ticket.tags.map(tagKey));
  const more = tags.filter((tag) => !known.has(tagKey(tag)));
  return {
    ...(status !== undefined && status !== 'closed' && status !== ticket.status && { status }),
    ...(assignee !== undefined &&
      assignee !== (ticket.assignee?.id ?? null) && {
        assignee: assignee === null ? null : { id: assignee, name: '' },
      }),
    ...(more.length > 0 && { tags: [...ticket.tags, ...more] }),
  };
}

/** Returns the fields that weren't set: those that the desk names, or those in which the ticket differs. */
function refusedFields(fields: Fields, { status, fields: mistakes, newer }: ProblemError): readonly Field[] {
  const names = Object.keys(fields) as Field[];
  if (status === 422) {
    const named = names.filter((name) => mistakes.some(({ pointer }) => pointer.startsWith(`#/${name}`)));
    return named.length > 0 ? named : names;
  }
  return newer ? names.filter((name) => !isSet(fields, newer, name)) : names;
}

function isSet(fields: Fields, ticket: Ticket, name: Field): boolean {
  if (name === 'assignee') return fields.assignee?.id === ticket.assignee?.id;
  return name === 'status' ? fields.status === ticket.status : sameTags(fields.tags ?? [], ticket.tags);
}
