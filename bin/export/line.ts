import * as z from 'zod';
import { foldable } from '../../functions/adapters/ticket-record.ts';
import { ticketId } from '../../functions/http/ticket-json.ts';
import { ticketEntry } from '../../functions/table-keys.ts';
import { besideTickets } from './beside-tickets.ts';
import type { Stored } from './stored.ts';

/** A ticket, or an item beside tickets, as a line of JSONL, its attributes in a stable order. Throws if it holds what JSON does not. */
export function toLine({ id, entries }: Stored): string {
  const inOrder = entries.map(({ entry, ...attributes }) => ({ entry, ...stable(attributes, id) }));
  return `${JSON.stringify({ id, entries: inOrder })}\n`;
}

/** A map's attributes by their names. DynamoDB has sets and binary values, too; the desk stores none, and JSON would lose them. */
function stable(map: object, id: string): object {
  const attributes = Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(attributes.map(([name, value]) => [name, stableValue(value, id)]));
}

function stableValue(value: unknown, id: string): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((part) => stableValue(part, id));
  if (Object.getPrototypeOf(value) === Object.prototype) return stable(value, id);
  throw new Error(`${id} holds a ${value.constructor.name}, which JSON has no form for.`);
}

const text = z.string();
const time = foldable.shape.created_at;

/** A ticket's own item; attributes of other versions of the desk may stand there too. */
const ticketItem = z
  .looseObject({
    ...foldable.shape,
    id: z.never().optional(),
    user_id: text,
    user_email: text,
    user_credits_purchased: z.number(),
    message: text,
    updated_at: time,
    status_before_closing: z.enum(['open', 'in_progress']).nullable(),
    created_write_id: text,
    content_hash: text.optional(),
  })
  .refine(({ status, closed_at }) => (status === 'closed') === (closed_at !== null), {
    path: ['closed_at'],
    message: 'must be there if the ticket is closed, and only then',
  });

const anyEntry = z.looseObject({ entry: text.min(1), id: z.never().optional() }).superRefine((entry, context) => {
  if (entry.entry !== ticketEntry) return;
  for (const { path, message } of ticketItem.safeParse(entry).error?.issues ?? []) {
    context.addIssue({ code: 'custom', path, message });
  }
});

const ticketLine = z.strictObject({
  id: ticketId,
  entries: z
    .array(anyEntry)
    .refine((entries) => entries.some(({ entry }) => entry === ticketEntry), `must have one that is "${ticketEntry}"`)
    .refine((entries) => new Set(entries.map(({ entry }) => entry)).size === entries.length, 'must all be different'),
});

/** What people call it: a ticket by its id, an item beside tickets by both its keys. */
export const nameOf = ({ id, entries }: Stored): string =>
  entries.some(({ entry }) => entry === ticketEntry) ? id : `${id} ${entries[0]?.entry}`;

/** What a line holds: a ticket, or one item beside tickets. Throws an error that says what is wrong with it, without any text of it. */
export function readLine(line: Uint8Array): Stored {
  const json = parsedJson(line);
  const beside = besideTickets.safeParse(json);
  if (beside.success) return beside.data;
  const { data, error } = ticketLine.safeParse(json);
  if (data) return data;
  throw new Error(
    error.issues
      .map(({ path, message }) => [...(path.length > 0 ? [z.core.toDotPath(path)] : []), message].join(': '))
      .join('; '),
  );
}

function parsedJson(line: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(line));
  } catch {
    throw new Error('is not JSON in UTF-8');
  }
}
