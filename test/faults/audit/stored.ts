import type { EntryKind, FieldChange } from '#core/ticket/entry.ts';
import type { Item } from '#test/faults/faulty-desk.ts';

/** A ticket as it is stored, and its entries in their order: the n-th made version n + 1 of it. */
export interface Stored {
  readonly ticket: Item;
  readonly entries: readonly Made[];
}

/** The entry that made a version of a ticket. */
export interface Made {
  readonly id: string;
  readonly version: number;
  /** The agent; absent if the customer made it. */
  readonly agent: string | undefined;
  readonly kind: EntryKind;
  readonly at: string;
  /** The text of a message; otherwise absent. */
  readonly body: string | undefined;
  readonly changes: readonly FieldChange[];
}

/** Returns the tickets in the table, by their ids. */
export function storedTickets(items: readonly Item[]): ReadonlyMap<unknown, Stored> {
  const isEntry = ({ entry }: Item) => String(entry).startsWith('entry#');
  const entries = Map.groupBy(items.filter(isEntry), ({ id }) => id);
  const inOrder = (id: unknown) => (entries.get(id) ?? []).map(toMade).toSorted((a, b) => a.version - b.version);
  const tickets = items.filter(({ entry }) => entry === 'ticket');
  return new Map(tickets.map((ticket) => [ticket.id, { ticket, entries: inOrder(ticket.id) }]));
}

function toMade({ entry_id, version, author, agent, kind, created_at, body, changes }: Item): Made {
  return {
    id: String(entry_id),
    version: Number(version),
    agent: author === 'customer' ? undefined : String(agent),
    kind: kind as EntryKind,
    at: String(created_at),
    body: body as string | undefined,
    changes: changes as readonly FieldChange[],
  };
}

/** Converts an entry for `mustBeSeen`. */
export const asPromised = ({ agent, kind, changes }: Made) =>
  ({ agent, kind: kind as 'reply' | 'note' | 'change', changesStatus: changes.length > 0 }) as const;
