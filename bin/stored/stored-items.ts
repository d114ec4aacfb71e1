import * as z from 'zod';
import type { MailAttributes } from '#adapters/dynamo/by-mail-attributes.ts';
import type { EntryItem, OperationItem } from '#adapters/dynamo/entry-items.ts';
import type { MailItem } from '#adapters/dynamo/mail-items.ts';
import type { TicketItem } from '#adapters/dynamo/ticket-item.ts';
import { automaticKinds, unsentReasons } from '#core/inbound/by-mail.ts';
import { MAX_MAIL_FILES } from '#core/inbound/mail-files.ts';
import { deliveryStates } from '#core/mail/delivery.ts';
import { mailKinds } from '#core/mail/mail.ts';
import { entryKinds, messageKinds } from '#core/ticket/entry.ts';
import { MAX_MERGED } from '#core/ticket/merge-tickets.ts';
import { mailProblems, priorities, statuses } from '#core/ticket/ticket.ts';
import { besideTicket, ticketEntry } from '#functions/table-keys.ts';
import { agentRef, changes, tags, text, time, UUID, uuid } from './stored-changes.ts';
import { targets } from './targets.ts';

/** A schema for every attribute of an item; attributes of other versions of the desk may stand beside them. */
export type Shape<Item> = { readonly [attribute in keyof Omit<Item, 'id'>]-?: z.ZodType };

const VERSION = '\\d{9}';
const MAX_VERSION = 999_999_999;

const version = z.int().min(1).max(MAX_VERSION);
const madeVersion = version.min(2);
export const keyOf = (pattern: string) =>
  z.string().regex(new RegExp(`^${pattern}$`), 'isn’t a valid sort key of its kind');

/** Keys that this version of the desk gives a meaning to in a ticket's own item only: elsewhere they would put another item into its lists. */
export const ofTicketsOnly = { status: z.never().optional(), user_id: z.never().optional() };

const authorAttributes = {
  author: z.enum(['customer', 'agent', 'system']),
  agent: text.optional(),
  agent_id: text.optional(),
};
const namesItsAgent = ({ author, agent }: { author: string; agent?: string | undefined }) =>
  (author === 'agent') === (agent !== undefined);
const agentMistake = { path: ['agent'], message: 'must be set if the author is an agent, and only then' };

/** The files of a message. */
export const attachments = z
  .array(z.strictObject({ id: uuid, name: text, type: text, size: z.int().nonnegative() }))
  .min(1)
  .max(MAX_MAIL_FILES);

export const automatic = z.enum(automaticKinds).nullable();
const mailAttributes = z.strictObject({
  id: text,
  from: z.string(),
  verified: z.boolean(),
  forwarded: z.boolean(),
  held: z.boolean(),
  automatic,
  quoted: z.string(),
  remarks: z.array(text),
  reply: z.strictObject({ version, unsent: z.enum(unsentReasons).nullable() }).optional(),
  html: z.literal(true).optional(),
} satisfies Record<keyof MailAttributes, z.ZodType>);

const ticketShape = {
  entry: z.literal(ticketEntry),
  user_id: text,
  user_email: text,
  user_name: text.optional(),
  user_credits_purchased: z.number().nonnegative(),
  user_support_tier: text,
  subject: text,
  message: text,
  attachments: attachments.optional(),
  status: z.enum([...statuses, 'merged']),
  status_before_closing: z.enum(['open', 'in_progress']).nullable(),
  priority: z.enum(priorities),
  priority_set_by: agentRef.optional(),
  assignee: agentRef.optional(),
  tags: tags.optional(),
  created_at: time,
  updated_at: time,
  closed_at: time.nullable(),
  activity_at: time,
  latest_message: z
    .looseObject({ ...authorAttributes, preview: z.string(), created_at: time })
    .refine(namesItsAgent, agentMistake)
    .optional(),
  latest_customer_version: version.optional(),
  mail_problem: z.enum(mailProblems).optional(),
  targets: targets.optional(),
  snoozed_until: time.optional(),
  woken: z.strictObject({ at: time, version: madeVersion }).optional(),
  unsnoozed_at: time.optional(),
  reminded: z.strictObject({ at: time, closes_at: time }).optional(),
  mail: mailAttributes.optional(),
  merged_into: z.strictObject({ id: uuid, created_at: time, was_open: z.boolean() }).optional(),
  merged: z.array(uuid).min(1).max(MAX_MERGED).optional(),
  version,
  created_write_id: text,
  content_hash: text.optional(),
} satisfies Shape<TicketItem>;

const isClosed = (status: TicketItem['status']): boolean => status === 'closed' || status === 'merged';

/** A ticket's own item. */
export const ticketItem = z
  .looseObject(ticketShape)
  .refine(({ status, closed_at }) => isClosed(status) === (closed_at !== null), {
    path: ['closed_at'],
    message: 'must be set if the ticket is closed, and only then',
  })
  .refine(({ status, status_before_closing }) => isClosed(status) || status_before_closing === null, {
    path: ['status_before_closing'],
    message: 'must be null unless the ticket is closed',
  })
  .refine(({ created_at, closed_at }) => closed_at === null || closed_at >= created_at, {
    path: ['closed_at'],
    message: 'must not be before created_at',
  })
  .refine(({ status, merged_into }) => (status === 'merged') === (merged_into !== undefined), {
    path: ['merged_into'],
    message: 'must be set if the ticket is merged, and only then',
  });

const entryShape = {
  entry: keyOf(`${besideTicket.entry}${VERSION}`),
  ticket_created_at: time.optional(),
  entry_id: uuid,
  kind: z.enum(entryKinds),
  ...authorAttributes,
  created_at: time,
  version: madeVersion,
  changes: z.array(z.discriminatedUnion('field', changes)),
  body: text.optional(),
  attachments: attachments.optional(),
  customer_id: text.optional(),
  user_email: text.optional(),
  user_credits_purchased: z.number().nonnegative().optional(),
  mail: mailAttributes.optional(),
  resends: version.optional(),
  closes_at: time.optional(),
  rule: z.strictObject({ name: z.literal('auto_close'), days: z.int().positive() }).optional(),
} satisfies Shape<EntryItem>;

const hasText = (kind: EntryItem['kind']): boolean =>
  kind === 'mail_automatic' || kind === 'mail_unsent' || messageKinds.some((one) => one === kind);

/** The version that a sort key names. */
export const versionIn = (entry: string): number => Number(/\d+/.exec(entry)?.[0]);

const entryItem = z
  .looseObject({ ...entryShape, ...ofTicketsOnly })
  .refine(namesItsAgent, agentMistake)
  .refine(({ entry, version }) => versionIn(entry) === version, {
    path: ['version'],
    message: 'must be the one in the sort key',
  })
  .refine(({ kind, body }) => hasText(kind) === (body !== undefined), {
    path: ['body'],
    message: 'must be set in a reply, a note, or an automatic or unsent mail, and only there',
  })
  .refine(({ kind, closes_at }) => (kind === 'reminder') === (closes_at !== undefined), {
    path: ['closes_at'],
    message: 'must be set in a reminder, and only there',
  });

const operationShape = {
  entry: keyOf(`${besideTicket.operation}${UUID}`),
  ticket: uuid.optional(),
  version: madeVersion,
  content_hash: z.string(),
} satisfies Shape<OperationItem>;

const mailShape = {
  entry: keyOf(`${besideTicket.mail}${VERSION}#(?:${mailKinds.join('|')})#[0-9a-f]{64}`),
  state: z.enum(deliveryStates),
  at: time,
  detail: z.string().optional(),
  remark: z.string().optional(),
  lease: text.optional(),
  lease_until: time.optional(),
  ses_message_id: z.string().optional(),
} satisfies Shape<MailItem>;

/** The items that may belong to a ticket, by the beginning of their sort keys. */
export const besideTicketItems = {
  entry: entryItem,
  operation: z.looseObject({ ...operationShape, ...ofTicketsOnly }),
  mail: z.looseObject({ ...mailShape, ...ofTicketsOnly }),
} satisfies Record<keyof typeof besideTicket, z.ZodType>;

const ticketId = new RegExp(`^${UUID}$`);

/** Returns true if an item belongs to a ticket, by its partition key. */
export const isTicketId = (id: string): boolean => ticketId.test(id);
