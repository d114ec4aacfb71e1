import * as z from 'zod';
import type { MailAttributes } from '#adapters/dynamo/by-mail-attributes.ts';
import type { EntryItem, OperationItem } from '#adapters/dynamo/entry-items.ts';
import type { MailItem } from '#adapters/dynamo/mail-items.ts';
import type { TicketItem } from '#adapters/dynamo/ticket-item.ts';
import { automaticKinds, unsentReasons } from '#core/inbound/by-mail.ts';
import { MAX_MAIL_FILES } from '#core/inbound/mail-files.ts';
import { deliveryStates } from '#core/mail/delivery.ts';
import { mailKinds } from '#core/mail/mail.ts';
import { entryKinds, type FieldChange, messageKinds } from '#core/ticket/entry.ts';
import { MAX_TAGS } from '#core/ticket/tags.ts';
import { mailProblems, priorities, statuses } from '#core/ticket/ticket.ts';
import { besideTicket, ticketEntry } from '#functions/table-keys.ts';
import { targets } from './targets.ts';

/** A schema for every attribute of an item; attributes of other versions of the desk may stand beside them. */
export type Shape<Item> = { readonly [attribute in keyof Omit<Item, 'id'>]-?: z.ZodType };

export const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const VERSION = '\\d{9}';
const MAX_VERSION = 999_999_999;

const uuid = z.string().regex(new RegExp(`^${UUID}$`), 'must be a UUID in lower case');
export const text = z.string().min(1, 'is empty');
export const time = z.iso.datetime({
  precision: 9,
  message: 'must be a time in UTC with nine fractional digits, like 2026-11-24T10:00:00.000000000Z',
});
const status = z.enum(statuses);
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

const agentRef = z.strictObject({ id: uuid, name: text });
const tags = z.array(text).max(MAX_TAGS);

/** The files of a message. */
export const attachments = z
  .array(z.strictObject({ id: uuid, name: text, type: text, size: z.int().nonnegative() }))
  .min(1)
  .max(MAX_MAIL_FILES);

const fromTo = <F extends FieldChange['field'], V extends z.ZodType>(field: F, value: V) =>
  z.strictObject({ field: z.literal(field), from: value, to: value });
const changes = [
  fromTo('status', status),
  fromTo('priority', z.enum(priorities)),
  fromTo('assignee', agentRef.nullable()),
  fromTo('tags', tags),
  fromTo('snoozed_until', time.nullable()),
] as const;

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
  status,
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
  mail: mailAttributes.optional(),
  version,
  created_write_id: text,
  content_hash: text.optional(),
} satisfies Shape<TicketItem>;

/** A ticket's own item. */
export const ticketItem = z
  .looseObject(ticketShape)
  .refine(({ status, closed_at }) => (status === 'closed') === (closed_at !== null), {
    path: ['closed_at'],
    message: 'must be set if the ticket is closed, and only then',
  })
  .refine(({ status, status_before_closing }) => status === 'closed' || status_before_closing === null, {
    path: ['status_before_closing'],
    message: 'must be null unless the ticket is closed',
  })
  .refine(({ created_at, closed_at }) => closed_at === null || closed_at >= created_at, {
    path: ['closed_at'],
    message: 'must not be before created_at',
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
  });

const operationShape = {
  entry: keyOf(`${besideTicket.operation}${UUID}`),
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
