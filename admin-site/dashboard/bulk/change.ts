import { tagKey } from '#core/ticket/same-tags.ts';
import type { Fields, Ticket } from '#dashboard/model/ticket.ts';
import type { BulkChange } from '#dashboard/wire/bulk-api.ts';

const keysOf = (tags: readonly string[] = []) => new Set(tags.map(tagKey));

/** Returns the fields of a ticket that a change gives other values; undefined if it changes none. */
export function changedFields(ticket: Ticket, change: BulkChange): Fields | undefined {
  const { status, priority, assignee, snoozedUntil } = change;
  const tags = tagsAfter(ticket.tags, change);
  const fields: Fields = {
    ...(status !== undefined && status !== ticket.status && { status }),
    ...(priority !== undefined && priority !== ticket.priority && { priority }),
    ...(assignee !== undefined && assignee?.id !== ticket.assignee?.id && { assignee }),
    // A closed ticket can’t be snoozed, and isn’t.
    ...(snoozedUntil !== undefined &&
      snoozedUntil !== ticket.snoozedUntil &&
      ticket.status !== 'closed' && { snoozedUntil }),
    ...(tags && { tags }),
  };
  return Object.keys(fields).length > 0 ? fields : undefined;
}

function tagsAfter(before: readonly string[], { addTags = [], removeTags }: BulkChange): readonly string[] | undefined {
  const [had, removed] = [keysOf(before), keysOf(removeTags)];
  const kept = before.filter((tag) => !removed.has(tagKey(tag)));
  const added = addTags.filter((tag) => !had.has(tagKey(tag)));
  return added.length > 0 || kept.length < before.length ? [...kept, ...added] : undefined;
}

/** Returns the change that gives a ticket the values back that a change replaced, and leaves its other tags as they are. */
export function inverseOf(before: Ticket, change: BulkChange): BulkChange {
  const { status, priority, assignee, snoozedUntil, tags } = changedFields(before, change) ?? {};
  const [had, removed] = [keysOf(before.tags), keysOf(change.removeTags)];
  return {
    ...(status !== undefined && { status: before.status }),
    ...(priority !== undefined && { priority: before.priority }),
    ...(assignee !== undefined && { assignee: before.assignee }),
    ...(snoozedUntil !== undefined && { snoozedUntil: before.snoozedUntil }),
    ...(tags && {
      addTags: before.tags.filter((tag) => removed.has(tagKey(tag))),
      removeTags: (change.addTags ?? []).filter((tag) => !had.has(tagKey(tag))),
    }),
  };
}
