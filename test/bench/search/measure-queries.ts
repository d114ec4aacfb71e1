import type { Team } from '#core/agents/team.ts';
import { Budget } from '#core/search/budget.ts';
import { readQuery } from '#core/search/query.ts';
import { searchTickets } from '#core/search/search-tickets.ts';
import { atMost, beside, type Figure } from '#test/bench/figure.ts';
import { evenNumbers, vocabulary } from '#test/bench/zipf-texts.ts';
import { bulkDesk, ticketAt } from './bulk-desk.ts';

const SIZES = [1000, 10_000, 100_000] as const;
/** Rows of a page that the dashboard asks for. */
const ROWS = 25;
/** Searches of each kind, with other words each. */
const RUNS = 12;

const me = '11111111-1111-4111-8111-111111111111';
const team: Team = {
  version: 1,
  agents: [
    { id: me, name: 'Ann', email: null, role: 'admin', isActive: true, createdAt: null },
    {
      id: '22222222-2222-4222-8222-222222222222',
      name: 'Bob',
      email: null,
      role: 'agent',
      isActive: true,
      createdAt: null,
    },
  ],
};

type Random = () => number;
const between = (random: Random, low: number, high: number) =>
  vocabulary[low + Math.floor(random() * (high - low))] ?? '';
const common = (random: Random) => between(random, 10, 40);
const middling = (random: Random) => between(random, 200, 1000);
const rare = (random: Random) => between(random, 10_000, 20_000);

/** Ten typical queries of an agent. */
const queries: Readonly<Record<string, (random: Random, size: number) => string>> = {
  'a rare word': (random) => `${rare(random)} `,
  'a common word': (random) => `${common(random)} `,
  'two middling words': (random) => `${middling(random)} ${middling(random)} `,
  'a rare word with a common one': (random) => `${common(random)} ${rare(random)} `,
  'three words': (random) => `${common(random)} ${middling(random)} ${middling(random)} `,
  'a word being typed': (random) => middling(random).slice(0, 4),
  'a phrase': (random, size) => {
    const words = ticketAt(Math.floor(random() * size)).message.split(' ');
    return `"${words.slice(10, 13).join(' ')}"`;
  },
  'a word in open tickets': (random) => `${middling(random)} status:open`,
  'a customer by address': (random, size) => `from:customer${Math.floor(random() * Math.min(size, 5000))}@example.com`,
  'tag, assignee and a word': (random) => `tag:billing assignee:bob ${common(random)} `,
};

/** Measures read units, rounds and time of searches in desks of three sizes. The storage is bulk-loaded, in memory; a round takes 5 ms. */
export async function measureQueries(): Promise<Figure[]> {
  const figures: Figure[] = [];
  const full: Map<string, number>[] = [];
  for (const size of SIZES) {
    const desk = bulkDesk(size);
    const times: number[] = [];
    const units = new Map<string, number>();
    const fullPages = new Map<string, number>();
    for (const [name, query] of Object.entries(queries)) {
      const spent: number[] = [];
      let [rounds, isFull] = [0, true];
      for (let run = 0; run < RUNS; run += 1) {
        const asked = readQuery(query(evenNumbers(run), size), { me, agents: team.agents });
        const budget = new Budget();
        desk.spent.units = 0;
        const start = performance.now();
        const page = { order: 'newest', limit: ROWS } as const;
        const { tickets } = await searchTickets(desk.world, asked, page, { id: me, team }, budget);
        isFull &&= tickets.length === ROWS;
        await desk.world.marks.ofEach(me, tickets);
        times.push(performance.now() - start);
        spent.push(desk.spent.units);
        rounds = Math.max(rounds, budget.rounds);
      }
      const most = Math.max(...spent);
      units.set(name, median(spent));
      if (isFull) fullPages.set(name, median(spent));
      figures.push(
        beside(
          `${name} in ${size.toLocaleString('en')}: read units, at most, rounds at most`,
          `${median(spent)}, ${most}, ${rounds}`,
        ),
      );
    }
    full.push(fullPages);
    figures.push(
      atMost(`a typical search in ${size.toLocaleString('en')}: read units`, median([...units.values()]), 60, 1),
      atMost(`searches in ${size.toLocaleString('en')}: milliseconds, 95th percentile`, quantile(times, 0.95), 300, 0),
    );
  }
  // Others find more in a larger desk.
  const [, medium, large] = full;
  const growth = [...(medium ?? [])].flatMap(([name, before]) => (large?.get(name) ?? before) / before);
  figures.push(
    atMost('a search whose page is full in 10,000: its read units in 100,000, as a ratio', median(growth), 1.2),
  );
  return figures;
}

const quantile = (values: readonly number[], part: number): number =>
  values.toSorted((one, other) => one - other)[Math.ceil(values.length * part) - 1] ?? 0;
const median = (values: readonly number[]): number => quantile(values, 0.5);
