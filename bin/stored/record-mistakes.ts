import * as z from 'zod';
import { besideTicket, blockedEntry, ticketEntry } from '#functions/table-keys.ts';
import {
  blockedSenderItem,
  calendarItem,
  cannedReplyItem,
  heldMailItem,
  isOfAddress,
  isOfCalendar,
  isOfCannedReplies,
  isOfHeldMail,
  markedAddressItem,
} from './beside-tickets.ts';
import { limitMistakes } from './dynamodb-limits.ts';
import type { ExactJson } from './exact-json.ts';
import type { Mistake } from './mistakes.ts';
import { namedFiles } from './named-files.ts';
import { isOfSharedViews, sharedViewItem } from './shared-views.ts';
import type { Entry, Stored } from './stored.ts';
import { besideTicketItems, isTicketId, ticketItem, versionIn } from './stored-items.ts';

/** The attribute that an import adds to each item of a ticket, so that nobody is mailed about it again. */
export const importMark = { imported: true } as const;

const record = z.strictObject({
  id: z.string(),
  entries: z.array(z.looseObject({ entry: z.string().min(1, 'is empty'), id: z.never().optional() })).min(1),
  files: z.array(z.strictObject({ key: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/) })).optional(),
});

/**
 * Finds all that is wrong with a record: a ticket with what stands beside it, or one item beside tickets. None if the desk can read it, and
 * DynamoDB can store it.
 */
export function recordMistakes({ value, isRounded }: ExactJson): Mistake[] {
  const { data, error } = record.safeParse(value);
  if (!data) return mistakesOf(error);
  const kind = kindOf(data.id);
  if (kind === undefined) return [{ path: ['id'], message: 'must be a ticket’s ID, a UUID in lower case' }];
  // Not zod's copies: it is what was parsed that is stored.
  const { entries, files = [] } = value as Stored;
  const named = namedFiles(value as Stored);
  return [
    ...kind.of(entries),
    ...files.flatMap(({ key }, index) =>
      named.some((one) => one.key === key)
        ? []
        : [{ path: ['files', index, 'key'], message: 'is not a file that the record names' }],
    ),
    ...entries.flatMap((entry, index) => [
      ...within(index, schemaMistakes(kind.schemaOf(entry.entry), entry)),
      ...within(index, limitMistakes(entry, { id: data.id, ...importMark }, isRounded)),
    ]),
  ];
}

interface Kind {
  /** The schema of an item with this sort key, if there may be one. */
  readonly schemaOf: (entry: string) => z.ZodType | undefined;
  /** Returns the mistakes of the items together. */
  readonly of: (entries: readonly Entry[]) => Mistake[];
}

const alone = (entries: readonly Entry[]): Mistake[] =>
  entries.length === 1
    ? []
    : [{ path: ['entries'], message: 'must have one item: everything but tickets has a line of its own' }];

const cannedReply: Kind = { schemaOf: () => cannedReplyItem, of: alone };
const address: Kind = {
  schemaOf: (entry) => (entry === blockedEntry ? blockedSenderItem : markedAddressItem),
  of: alone,
};
const calendar: Kind = { schemaOf: () => calendarItem, of: alone };
const sharedView: Kind = { schemaOf: () => sharedViewItem, of: alone };
const heldMail: Kind = { schemaOf: () => heldMailItem, of: alone };
const ticket: Kind = {
  schemaOf: (entry) => {
    if (entry === ticketEntry) return ticketItem;
    const beside = Object.entries(besideTicket).find(([, beginning]) => entry.startsWith(beginning));
    return beside && besideTicketItems[beside[0] as keyof typeof besideTicket];
  },
  of: (entries) => {
    const own = entries.find(({ entry }) => entry === ticketEntry);
    const path = ['entries'];
    return [
      ...(own ? [] : [{ path, message: `must have one that is "${ticketEntry}"` }]),
      ...(new Set(entries.map(({ entry }) => entry)).size < entries.length
        ? [{ path, message: 'must all be different' }]
        : []),
      ...entries.flatMap(({ entry }, index) =>
        entry.startsWith(besideTicket.entry) && versionIn(entry) > Number(own?.version)
          ? [{ path: [...path, index, 'version'], message: 'must not be above the ticket’s' }]
          : [],
      ),
    ];
  },
};

function kindOf(id: string): Kind | undefined {
  if (isOfCannedReplies(id)) return cannedReply;
  if (isOfAddress(id)) return address;
  if (isOfHeldMail(id)) return heldMail;
  if (isOfCalendar(id)) return calendar;
  if (isOfSharedViews(id)) return sharedView;
  return isTicketId(id) ? ticket : undefined;
}

const schemaMistakes = (schema: z.ZodType | undefined, entry: Entry): Mistake[] =>
  schema
    ? mistakesOf(schema.safeParse(entry).error)
    : [{ path: ['entry'], message: 'is of a kind that this version of the desk doesn’t know' }];

const mistakesOf = (error: z.ZodError | undefined): Mistake[] =>
  (error?.issues ?? []).map(({ path, message }) => ({ path, message }));

const within = (index: number, mistakes: readonly Mistake[]): Mistake[] =>
  mistakes.map(({ path, message }) => ({ path: ['entries', index, ...path], message }));
