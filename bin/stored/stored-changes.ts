import * as z from 'zod';
import type { FieldChange } from '#core/ticket/entry.ts';
import { MAX_TAGS } from '#core/ticket/tags.ts';
import { priorities, statuses } from '#core/ticket/ticket.ts';

export const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

export const uuid = z.string().regex(new RegExp(`^${UUID}$`), 'must be a UUID in lower case');
export const time = z.iso.datetime({
  precision: 9,
  message: 'must be a time in UTC with nine fractional digits, like 2026-11-24T10:00:00.000000000Z',
});
export const text = z.string().min(1, 'is empty');

export const agentRef = z.strictObject({ id: uuid, name: text });
export const tags = z.array(text).max(MAX_TAGS);

const fromTo = <F extends FieldChange['field'], V extends z.ZodType>(field: F, value: V) =>
  z.strictObject({ field: z.literal(field), from: value, to: value });

/** The changes of fields in an entry. */
export const changes = [
  fromTo('status', z.enum(statuses)),
  fromTo('priority', z.enum(priorities)),
  fromTo('assignee', agentRef.nullable()),
  fromTo('tags', tags),
  fromTo('snoozed_until', time.nullable()),
  fromTo('merged_into', uuid.nullable()),
  fromTo('merged', z.array(uuid)),
] as const;
