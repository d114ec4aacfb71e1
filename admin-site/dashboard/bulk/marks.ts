import type { Ticket } from '#dashboard/model/ticket.ts';

/** The marked tickets by id, each with the version that the agent saw when marking it. */
export type Marks = ReadonlyMap<string, number>;

/** Returns the marks with these tickets; those that are marked already keep the version that was seen. */
export function marked(marks: Marks, tickets: readonly Pick<Ticket, 'id' | 'version'>[]): Marks {
  const more = new Map(marks);
  for (const { id, version } of tickets) if (!more.has(id)) more.set(id, version);
  return more;
}

export function unmarked(marks: Marks, ids: Iterable<string>): Marks {
  const fewer = new Map(marks);
  for (const id of ids) fewer.delete(id);
  return fewer;
}

/** Returns the rows from one to another, whichever comes first; from a row that is gone, only the other. */
export function rowsBetween(rows: readonly Ticket[], from: string | undefined, to: string): readonly Ticket[] {
  const end = rows.findIndex(({ id }) => id === to);
  const start = rows.findIndex(({ id }) => id === from);
  if (end < 0) return [];
  const [first, last] = start < 0 ? [end, end] : [Math.min(start, end), Math.max(start, end)];
  return rows.slice(first, last + 1);
}
