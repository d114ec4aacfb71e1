import fc from 'fast-check';
import { dynamoPostingLists } from '#adapters/dynamo/dynamo-posting-lists.ts';
import { dynamoThreadStore } from '#adapters/dynamo/dynamo-thread-store.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { scanTickets } from '#adapters/dynamo/dynamo-view-builder.ts';
import type { Team } from '#core/agents/team.ts';
import { readQuery } from '#core/search/query.ts';
import { searchTickets } from '#core/search/search-tickets.ts';
import { authorNamed } from '#test/core/agents/agent-named.ts';
import { searchedDesk } from '#test/core/search/searched-desk.ts';
import type { startEngine } from './engine.ts';

type Engine = Pick<Awaited<ReturnType<typeof startEngine>>, 'client'>;

interface Tables {
  readonly tickets: string;
  readonly views: string;
}

const team: Team = {
  version: 1,
  agents: ['Dana', 'Eve'].map((name) => ({
    ...authorNamed(name),
    email: null,
    role: 'agent',
    isActive: name === 'Dana',
    createdAt: null,
  })),
};
const dana = { id: authorNamed('Dana').id, team };
const people = { me: dana.id, agents: team.agents };

/** Queries about the tickets of random histories. */
export const queries = fc.array(
  fc
    .array(
      fc.tuple(
        fc.constantFrom('', '', '-'),
        fc.constantFrom(
          ...['alpha', 'bet', '"alpha beta"', '返金', 'v1.2', 'billing', 'grosse', '請', 'user@example.com'],
          ...[
            'status:open',
            'status:closed',
            'priority:high',
            'assignee:me',
            'is:unassigned',
            'is:waiting',
            'is:snoozed',
            'has:note',
          ],
          ...['tag:billing', 'tag:"größe xl"', 'from:user'],
        ),
      ),
      { minLength: 1, maxLength: 3 },
    )
    .map((terms) => terms.map((term) => term.join('')).join(' ')),
  { minLength: 4, maxLength: 4 },
);

/** Returns the ids of the tickets that a search finds. */
export async function foundIn({ client }: Engine, tables: Tables, q: string): Promise<readonly string[]> {
  const world = {
    postings: dynamoPostingLists(tables.views, client),
    tickets: dynamoTicketStore(tables.tickets, client),
    threads: dynamoThreadStore(tables.tickets, client),
    marks: { ofEach: async () => new Map() },
  };
  const range = { order: 'newest', limit: 100 } as const;
  return (await searchTickets(world, readQuery(q, people), range, dana)).tickets.map(({ id }) => id);
}

/** Returns those that a look at each stored ticket finds, but for merged ones; it asks about a ticket's fields, not about the texts of those merged into it. */
export async function scannedIn({ client }: Engine, tables: Tables, q: string): Promise<readonly string[]> {
  const threads = dynamoThreadStore(tables.tickets, client);
  const all = (await Array.fromAsync(scanTickets(client, tables.tickets))).flat();
  const tickets = all.filter(({ mergedInto }) => mergedInto === undefined);
  const stored = await Promise.all(
    tickets.map(async (ticket) => ({
      ticket,
      entries: (await Array.fromAsync(threads.since(ticket.id, 1))).flat(),
    })),
  );
  return searchedDesk(stored, { team }).scan(readQuery(q, people), 'newest');
}
