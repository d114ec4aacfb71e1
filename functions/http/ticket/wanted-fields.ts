import type * as z from 'zod/mini';
import type { TeamStore } from '#core/agents/ports.ts';
import type { Team } from '#core/agents/team.ts';
import { requireAssignable } from '#core/ticket/assignee.ts';
import type { FieldValues } from '#core/ticket/change-fields.ts';
import { snoozeTime } from '#core/ticket/snooze.ts';
import { tagChange } from '#core/ticket/tags.ts';
import type { ticketChange } from './update-ticket.ts';

/** Returns the values that a request wants a ticket's fields to have. Throws `invalid_fields` for an assignee, tags and a time, and `unavailable`. */
export async function wantedFields(
  {
    assignee: id,
    add_tags: addTags,
    remove_tags: removeTags,
    snoozed_until: snoozedUntil,
    ...values
  }: z.output<typeof ticketChange>,
  team: Team,
  store: Pick<TeamStore, 'get'>,
): Promise<FieldValues> {
  const assignee = typeof id === 'string' ? await requireAssignable(team, store, id) : id;
  const wanted = { ...values, addTags, removeTags, assignee, snoozedUntil };
  tagChange(wanted);
  if (typeof snoozedUntil === 'string') snoozeTime(snoozedUntil);
  return wanted;
}
