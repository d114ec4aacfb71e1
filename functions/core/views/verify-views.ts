import { queueOf } from '#core/ticket/queue.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { contributionOf } from './contribution.ts';
import { type Counters, difference, none, sum } from './counters.ts';
import { needed } from './fold.ts';
import { SEPARATOR } from './names.ts';
import type { ViewStore } from './ports.ts';
import { chunksOf } from './project-changes.ts';
import { isFull, isTermsEntry, termCountersOf } from './terms.ts';

/** A number in the views that differs from what the tickets add up to. */
export interface Difference {
  readonly what: string;
  readonly told: number;
  readonly truth: number;
}

/** A ticket's place in a queue. */
interface Place {
  readonly queue: string;
  readonly id: string;
}

interface Verification {
  readonly views: ViewStore;
  /** Every place of a ticket in a queue, in parts. */
  readonly places: () => AsyncIterable<readonly Place[]>;
  /** All tickets as they are, in parts. */
  readonly tickets: () => AsyncIterable<readonly Ticket[]>;
  /** Waits until a change in progress has arrived. */
  readonly pause: () => Promise<void>;
  /** Called with the number of tickets compared since the last call. */
  readonly advance: (tickets: number) => void;
  /** Compares what else follows from the tickets. */
  readonly also?: () => Promise<readonly Difference[]>;
}

const PASSES = 3;
const MAX_DIFFERENCES = 1000;

/**
 * Compares the views with the tickets, ticket by ticket and number by number. Traffic may go on: what differs is compared again, and counts only if
 * it differs by the same amount each time. Returns about a thousand differences at most. Throws `unavailable`.
 */
export async function verifyViews(world: Verification): Promise<readonly Difference[]> {
  let differences = await compare(world);
  for (let pass = 2; pass <= PASSES && differences.length > 0; pass += 1) {
    await world.pause();
    const again = new Set((await compare(world)).map(inWords));
    differences = differences.filter((one) => again.has(inWords(one)));
  }
  return differences;
}

const inWordsOf = ({ queue, id }: Place) => `ticket ${id} in the queue of ${queue}`;

const inWords = ({ what, told, truth }: Difference) => `${what}: ${told}, ${truth}`;

async function compare({ views, places, tickets, advance, also }: Verification): Promise<Difference[]> {
  const { generation } = await views.state({ consistent: true });
  const told = sum(await views.counters(generation));
  const differences: Difference[] = [];
  const inQueues = new Set<string>();
  for await (const part of places()) for (const place of part) inQueues.add(inWordsOf(place));
  const isShort = () => differences.length < MAX_DIFFERENCES;
  let truth = none;
  for await (const page of tickets()) {
    const parts: Counters[] = [];
    for (const chunk of chunksOf(page.map((ticket) => ({ ticket })))) {
      const { applied } = await views.known(generation, { ...needed(chunk), terms: [] });
      for (const { ticket } of chunk) {
        const { id } = ticket;
        const queue = queueOf(ticket);
        const place = queue === undefined ? undefined : inWordsOf({ queue, id });
        if (place !== undefined && !inQueues.delete(place) && isShort()) {
          differences.push({ what: place, told: 0, truth: 1 });
        }
        const known = applied.get(id);
        const contribution = contributionOf(ticket);
        const isRight = known && difference(known.contribution, contribution).size === 0;
        if (isRight && known.version === ticket.version) continue;
        if (isShort()) {
          differences.push({
            what: `version of ticket ${id}`,
            told: known?.version ?? 0,
            truth: ticket.version,
          });
        }
      }
      for (const { ticket } of chunk) parts.push(contributionOf(ticket), foundAmong(termCountersOf(ticket), told));
      advance(chunk.length);
    }
    truth = sum(truth, ...parts);
  }
  const left = [...inQueues].slice(0, MAX_DIFFERENCES).map((what) => ({ what, told: 1, truth: 0 }));
  return [...differences, ...left, ...differencesOf(told, truth), ...((await also?.()) ?? [])];
}

/** Terms that the views don't have are only counted, so that this takes no more memory than the views themselves. */
const OTHERS = 'terms left out';

function foundAmong(terms: Counters, told: Counters): Counters {
  return new Map(
    [...terms].map(([entry, names]) => {
      const known = told.get(entry);
      const found = [...names].filter(([name]) => known?.has(name));
      const others = names.size - found.length;
      return [entry, new Map([...found, [OTHERS, others]])];
    }),
  );
}

function differencesOf(told: Counters, truth: Counters): Difference[] {
  return [...new Set([...told.keys(), ...truth.keys()])].sort().flatMap((entry) => {
    const [numbers, right] = [told.get(entry) ?? new Map(), truth.get(entry) ?? new Map()];
    // A full day may have counted some terms too low.
    const mayLack = isTermsEntry(entry) && isFull(numbers.keys());
    return [...new Set([...numbers.keys(), ...right.keys()])].sort().flatMap((name): Difference[] => {
      const [one, other] = [numbers.get(name) ?? 0, right.get(name) ?? 0];
      if (one === other || (mayLack && one < other)) return [];
      return [{ what: `${entry} ${name.replaceAll(SEPARATOR, ' ')}`, told: one, truth: other }];
    });
  });
}
