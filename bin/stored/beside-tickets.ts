import * as z from 'zod';
import type { CalendarItem } from '#adapters/dynamo/dynamo-calendars.ts';
import type { HeldMailItem } from '#adapters/dynamo/dynamo-held-mail.ts';
import { weekdays } from '#core/hours/calendar.ts';
import { heldReasons } from '#core/inbound/held-mail.ts';
import { mailProblems, statuses } from '#core/ticket/ticket.ts';
import { addressEntry, blockedEntry, calendarRecord, cannedReplyKeys, heldMailKeys } from '#functions/table-keys.ts';
import { text, time, UUID } from './stored-changes.ts';
import { automatic, keyOf, ofTicketsOnly, type Shape } from './stored-items.ts';

/** A canned reply; all of them stand under one partition key. */
export const cannedReplyItem = z.looseObject({
  entry: keyOf(`${cannedReplyKeys.entry}${UUID}`),
  name: text,
  body: text,
  actions: z
    .strictObject({
      status: z.enum(statuses).optional(),
      assignee: text.nullable().optional(),
      tags: z.array(text).optional(),
    })
    .optional(),
  updated_at: time,
  ...ofTicketsOnly,
});

/** An address that gets no mail any more. */
export const markedAddressItem = z.looseObject({
  entry: z.literal(addressEntry),
  kind: z.enum(mailProblems),
  at: time,
  ...ofTicketsOnly,
});

/** An address that may not write by mail. */
export const blockedSenderItem = z.looseObject({ entry: z.literal(blockedEntry), at: time, ...ofTicketsOnly });

/** The working hours that tickets were stamped by. */
export const calendarItem = z.looseObject({
  entry: z.literal(calendarRecord.entry),
  time_zone: text,
  periods: z.partialRecord(z.enum(weekdays), z.array(z.strictObject({ from: text, to: text }))),
  days_off: z.array(text),
  ...ofTicketsOnly,
} satisfies Shape<CalendarItem>);

/** A mail that waits for an agent; all of them stand under one partition key. */
export const heldMailItem = z.looseObject({
  entry: keyOf(`${heldMailKeys.entry}[0-9TZ]+-[0-9a-f]{16}`),
  mail_id: text,
  from: z.string().nullable(),
  name: z.string().nullable(),
  verified: z.boolean(),
  automatic,
  subject: z.string(),
  text: z.string(),
  quoted: z.string(),
  remarks: z.array(text),
  reason: z.enum(heldReasons),
  ticket_id: z.string().nullable(),
  reply: z.strictObject({ agent_id: text, version: z.int().positive() }).optional(),
  received_at: time,
  expires_at: time,
  accepted_for: z.string().optional(),
  done: z.boolean().optional(),
  condemned: z.boolean().optional(),
  ...ofTicketsOnly,
} satisfies Shape<HeldMailItem>);

const calendarId = new RegExp(`^${calendarRecord.partition}[0-9a-f]{32}$`);
const markedAddressId = new RegExp(`^${addressEntry}#[0-9a-f]{64}$`);

/** Returns true if a partition key is that of canned replies, or of a marked address. */
export const isOfCannedReplies = (id: string): boolean => id === cannedReplyKeys.partition;
export const isOfHeldMail = (id: string): boolean => id === heldMailKeys.partition;
export const isOfCalendar = (id: string): boolean => calendarId.test(id);
export const isOfAddress = (id: string): boolean => markedAddressId.test(id);

/** Returns true if an item's keys are those of a canned reply or of a marked address. */
export const isBesideTickets = (id: string, entry: string): boolean =>
  isOfCannedReplies(id)
    ? entry.startsWith(cannedReplyKeys.entry)
    : isOfHeldMail(id) || isOfCalendar(id) || (isOfAddress(id) && [addressEntry, blockedEntry].includes(entry));
