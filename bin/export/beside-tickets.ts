import * as z from 'zod';
import { foldable } from '../../functions/adapters/ticket-record.ts';
import { mailProblems } from '../../functions/core/ticket.ts';
import { addressEntry, cannedReplyKeys } from '../../functions/table-keys.ts';

const text = z.string();
const time = foldable.shape.created_at;

const cannedReply = z.looseObject({
  entry: text.startsWith(cannedReplyKeys.entry),
  id: z.never().optional(),
  name: text,
  body: text,
  updated_at: time,
});
const markedAddress = z.looseObject({
  entry: z.literal(addressEntry),
  id: z.never().optional(),
  kind: z.enum(mailProblems),
  at: time,
});

/** What the tickets table holds beside tickets, an item a line: canned replies, and addresses that get no mail any more, by their hashes. */
export const besideTickets = z.union([
  z.strictObject({ id: z.literal(cannedReplyKeys.partition), entries: z.tuple([cannedReply]) }),
  z.strictObject({ id: text.regex(new RegExp(`^${addressEntry}#[0-9a-f]{64}$`)), entries: z.tuple([markedAddress]) }),
]);
