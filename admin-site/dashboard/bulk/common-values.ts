import { tagKey } from '#core/ticket/same-tags.ts';
import type { FieldChange } from '#dashboard/desk/field-changes.ts';
import { knownTags } from '#dashboard/model/known-tags.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import type { BulkChange } from '#dashboard/wire/bulk-api.ts';

/** Returns the values that tickets have in common. */
export function commonValues(tickets: readonly Ticket[]) {
  const [first] = tickets;
  const all = knownTags(tickets);
  const isOnAll = (tag: string) => tickets.every(({ tags }) => tags.some((one) => tagKey(one) === tagKey(tag)));
  return {
    assignee: tickets.every(({ assignee }) => assignee?.id === first?.assignee?.id) ? first?.assignee : undefined,
    priority: tickets.every(({ priority }) => priority === first?.priority) ? first?.priority : undefined,
    snoozedUntil: tickets.every(({ snoozedUntil }) => snoozedUntil === first?.snoozedUntil)
      ? first?.snoozedUntil
      : undefined,
    tags: all.filter(isOnAll),
    someTags: all.filter((tag) => !isOnAll(tag)),
  };
}

/** Returns the change that makes tickets have in common what an agent has chosen; those that have them keep `kept` of their tags. */
export function bulkChangeOf(tickets: readonly Ticket[], to: FieldChange, kept: readonly string[] = []): BulkChange {
  if (!('tags' in to)) return to;
  const { tags, someTags } = commonValues(tickets);
  const keysOf = (of: readonly string[]) => new Set(of.map(tagKey));
  const [had, have] = [keysOf(tags), keysOf([...to.tags, ...kept])];
  return {
    addTags: to.tags.filter((tag) => !had.has(tagKey(tag))),
    removeTags: [...tags, ...someTags].filter((tag) => !have.has(tagKey(tag))),
  };
}
