import type { World } from '#core/search/check.ts';
import { placeOf } from '#core/search/place.ts';
import type { Span } from '#core/search/ports.ts';
import { dictionaryWords, listsOfEntry, listsOfTicket, listsUntilChanged } from '#core/search/postings.ts';
import type { Entry } from '#core/ticket/entry.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { evenNumbers, zipfTexts } from '#test/bench/zipf-texts.ts';

/** The words of a ticket, and of each of its two replies. */
const WORDS = 60;
const REPLY_WORDS = 30;
const MESSAGE_WORDS = WORDS - 6;
/** The time of a round of requests within AWS's network, in milliseconds. */
const ROUND_MS = 5;
/** DynamoDB reads by 4 KB, eventually consistent at half a unit. */
const UNIT_BYTES = 4096;
/** The names and values of a posting's attributes besides its list. */
const POSTING_BYTES = 'view'.length + 'entry'.length + 'list#'.length + 'version'.length + 3 + 67;

const AGENT = { id: '22222222-2222-4222-8222-222222222222', name: 'Bob' } as const;
const TAGS = ['billing', 'bug', 'needs refund', 'feature'] as const;
const HOUR_MS = 3_600_000;
const START = Date.parse('2020-01-01T00:00:00Z');

/** Everything that a search reads of a desk with many tickets, in memory, and what DynamoDB would charge for it. */
export function bulkDesk(size: number) {
  const lists = new Map<string, number[]>();
  const words = new Set<string>();
  for (let index = 0; index < size; index += 1) {
    const ticket = ticketAt(index);
    const own = new Set([
      ...listsOfTicket(ticket),
      ...listsUntilChanged(ticket),
      ...entriesOf(index).flatMap(listsOfEntry),
    ]);
    for (const list of own) {
      const places = lists.get(list);
      if (places) places.push(index);
      else lists.set(list, [index]);
    }
    for (const word of dictionaryWords([...own])) words.add(word);
  }
  const dictionary = [...words].sort();
  const spent = { units: 0 };
  const round = async (units: number) => {
    spent.units += units;
    await new Promise((resolve) => setTimeout(resolve, ROUND_MS));
  };
  const world: World = {
    postings: {
      async page(list, span, limit) {
        const { places, more } = pageOf(lists.get(list) ?? [], span, limit);
        await round(unitsOf(places.length * (POSTING_BYTES + list.length)));
        return { places, more };
      },
      async having(list, places) {
        await round(places.length / 2);
        const all = lists.get(list) ?? [];
        return new Set(places.filter((place) => all[firstAt(all, indexOf(place))] === indexOf(place)));
      },
      async completions(beginning, most) {
        const first = lowerBound(dictionary.length, (at) => (dictionary[at] ?? '') < beginning);
        const found = dictionary.slice(first, first + most).filter((word) => word.startsWith(beginning));
        await round(unitsOf(found.length * 40));
        return found;
      },
    },
    tickets: {
      async all(ids) {
        await round(ids.length / 2);
        return ids.map((id) => ticketAt(Number.parseInt(id.slice(0, 8), 16)));
      },
    },
    threads: {
      async *since(id) {
        const entries = entriesOf(Number.parseInt(id.slice(0, 8), 16));
        await round(2 * unitsOf(entries.reduce((sum, { body = '' }) => sum + body.length + 300, 0)));
        yield entries;
      },
    },
    marks: {
      async ofEach(_, tickets) {
        await round(tickets.length / 2);
        return new Map();
      },
    },
  };
  return { world, spent };
}

const unitsOf = (bytes: number): number => Math.max(1, Math.ceil(bytes / UNIT_BYTES)) / 2;

/** Returns a page of a list of tickets by their numbers, which ascend. */
function pageOf(all: readonly number[], { start, end, order }: Span, limit: number) {
  const [from, to] = order === 'newest' ? [end, start] : [start, end];
  const first = lowerBound(all.length, (at) => placeAt(all[at] ?? 0) < from);
  const last = lowerBound(all.length, (at) => placeAt(all[at] ?? 0) <= to);
  const some =
    order === 'newest'
      ? all.slice(Math.max(first, last - limit), last).toReversed()
      : all.slice(first, Math.min(last, first + limit));
  return { places: some.map(placeAt), more: some.length < last - first };
}

const firstAt = (all: readonly number[], index: number): number =>
  lowerBound(all.length, (at) => (all[at] ?? 0) < index);

/** Returns the first index that isn't below. */
function lowerBound(length: number, isBelow: (at: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBelow(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

const idAt = (index: number): string => `${index.toString(16).padStart(8, '0')}-0000-4000-8000-${'0'.repeat(12)}`;
const timeAt = (index: number): string => `${new Date(START + index * HOUR_MS).toISOString().slice(0, 23)}000000Z`;
const placeAt = (index: number): string => placeOf({ createdAt: timeAt(index), id: idAt(index) });
const indexOf = (place: string): number => Number.parseInt(place.split('#')[1]?.slice(0, 8) ?? '', 16);

/** Returns one of a desk's tickets, always the same: the newest 2 % are open, every tenth is for Bob, every twentieth has a tag. */
export function ticketAt(index: number): Ticket {
  const random = evenNumbers(index + 1);
  const text = zipfTexts(random);
  const status = random() < 0.02 ? 'open' : 'closed';
  const createdAt = timeAt(index);
  return {
    id: idAt(index),
    userId: `user-${index % 5000}`,
    userEmail: `customer${index % 5000}@example.com`,
    userName: null,
    subject: text(WORDS - MESSAGE_WORDS),
    message: text(MESSAGE_WORDS),
    status,
    priority: random() < 0.1 ? 'high' : 'normal',
    prioritySetBy: null,
    assignee: random() < 0.1 ? AGENT : null,
    tags: random() < 0.05 ? [TAGS[index % TAGS.length] ?? ''] : [],
    supportTier: 'Email (48h response)',
    creditsPurchased: 100,
    createdAt,
    updatedAt: createdAt,
    closedAt: status === 'closed' ? createdAt : null,
    activityAt: createdAt,
    latestMessage: random() < 0.3 ? null : { author: { type: 'agent', ...AGENT }, preview: '', createdAt },
    latestCustomerVersion: 1,
    mailProblem: null,
    statusBeforeClosing: status === 'closed' ? 'open' : null,
    snoozedUntil: null,
    woken: null,
    version: 3,
  };
}

function entriesOf(index: number): readonly Entry[] {
  const text = zipfTexts(evenNumbers(-index - 1));
  return [2, 3].map((version) => ({
    id: `${idAt(index).slice(0, 35)}${version}`,
    version,
    kind: 'reply',
    author: { type: 'agent', ...AGENT },
    createdAt: timeAt(index),
    changes: [],
    body: text(REPLY_WORDS),
  }));
}
