import { unmarshall } from '@aws-sdk/util-dynamodb';
import { expect } from 'vitest';
import { scanTickets } from '#adapters/dynamo/dynamo-view-builder.ts';
import { type TicketItem, toTicket } from '#adapters/dynamo/ticket-item.ts';
import type { Author } from '#core/ticket/author.ts';
import type { Entry } from '#core/ticket/entry.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import type { Desk } from './whole-desk.ts';

export const storedTickets = async ({ client, tables }: Pick<Desk, 'client' | 'tables'>): Promise<readonly Ticket[]> =>
  (await Array.fromAsync(scanTickets(client, tables.tickets))).flat();

/** The fields of a ticket of which its entries tell, by the names that they use. */
export interface Fields extends Pick<Ticket, 'status' | 'priority' | 'assignee' | 'tags' | 'woken'> {
  readonly snoozed_until: string | null;
  readonly merged_into: string | null;
  readonly merged: readonly string[];
}

/** An entry, and its ticket before and after it. */
export interface Turn {
  readonly entry: Entry;
  readonly before: Fields;
  readonly after: Fields;
}

/** A ticket as it is stored, and as its entries made it. */
export interface History {
  readonly ticket: Ticket;
  readonly first: Fields;
  readonly turns: readonly Turn[];
}

/** Of all tickets, by their ids. */
export type Histories = ReadonlyMap<string, History>;

/** Replays the entries of all tickets that the stream told of, from their first version on. */
export async function readHistories(desk: Desk): Promise<Histories> {
  const stored = new Map((await storedTickets(desk)).map((ticket) => [ticket.id, ticket]));
  const submitted = firsts(desk);
  expect(submitted.map(({ id }) => id).sort()).toEqual([...stored.keys()].sort());
  const histories = submitted.map(async (first): Promise<[string, History]> => {
    const ticket = stored.get(first.id) ?? first;
    const { entries = [] } = { ...(await desk.changing.threads.thread(first.id)) };
    expect(entries.map(({ version }) => version)).toEqual(entries.map((_, index) => index + 2));
    expect(ticket.version).toBe(entries.length + 1);
    return [first.id, { ticket, first: fieldsOf(first), turns: replayed(fieldsOf(first), entries) }];
  });
  return new Map(await Promise.all(histories));
}

function firsts(desk: Desk): readonly Ticket[] {
  return desk.records().flatMap(({ eventName, dynamodb }) => {
    if (eventName !== 'INSERT') return [];
    const item = unmarshall((dynamodb?.NewImage ?? {}) as never) as TicketItem & { readonly entry: string };
    return item.entry === 'ticket' ? [toTicket(item)] : [];
  });
}

export const fieldsOf = ({ status, priority, assignee, tags, woken, ...ticket }: Ticket): Fields => ({
  ...{ status, priority, assignee, tags, woken, snoozed_until: ticket.snoozedUntil },
  ...{ merged_into: ticket.mergedInto?.id ?? null, merged: ticket.merged ?? [] },
});

function replayed(first: Fields, entries: readonly Entry[]): readonly Turn[] {
  let before = first;
  return entries.map((entry) => {
    const turn = { entry, before, after: fieldsAfter(before, entry) };
    before = turn.after;
    return turn;
  });
}

const fieldsAfter = (before: Fields, entry: Entry): Fields => ({
  ...before,
  ...Object.fromEntries(entry.changes.map(({ field, to }) => [field, to])),
  ...(wakes(entry) && { woken: { at: entry.createdAt, version: entry.version } }),
});

const wakes = ({ author, changes }: Entry) =>
  author.type === 'system' && changes.some(({ field, to }) => field === 'snoozed_until' && to === null);

/** A text as it is on a ticket. */
export interface Said {
  readonly ticketId: string;
  readonly id: string;
  readonly kind: 'ticket' | 'reply' | 'note';
  readonly author: Author;
  readonly text: string;
  readonly version: number;
  readonly createdAt: string;
}

/** Returns the texts on some tickets, in order of time. */
export function saidOn(histories: Histories, ids: Iterable<string>): readonly Said[] {
  return [...ids]
    .flatMap((ticketId) => {
      const { ticket, turns } = histories.get(ticketId) ?? expect.fail('A ticket is gone.');
      const { id, message, createdAt } = ticket;
      const author: Author = { type: 'customer' };
      const own: Said = { ticketId, id, kind: 'ticket', author, text: message, version: 1, createdAt };
      const entries = turns.flatMap(({ entry: { body: text, kind, ...rest } }): Said[] => {
        if (text === undefined) return [];
        return [{ ...rest, ticketId, kind: kind as Said['kind'], text }];
      });
      return [own, ...entries];
    })
    .toSorted((a, b) => (`${a.createdAt} ${a.id}` < `${b.createdAt} ${b.id}` ? -1 : 1));
}

/** Returns the latest message of a ticket's conversation, up to a time, as it was then: of the ticket itself, and of those that were merged into it. */
export function latestIn(histories: Histories, id: string, { merged }: Pick<Fields, 'merged'>, at: string): Said {
  const messages = saidOn(histories, [id, ...merged]).filter(
    ({ kind, createdAt }) => kind !== 'note' && createdAt <= at,
  );
  return messages.at(-1) ?? expect.fail('A ticket begins with a message.');
}
