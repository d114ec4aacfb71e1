import { timeLeft } from '#core/deadline.ts';
import type { AutoClose } from '#core/ticket/auto-close.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import type { DueEntry } from './due-entry.ts';
import type { DueStore } from './ports.ts';
import { dueOf, isOfTicket, isSamePlace } from './ticket-due.ts';

interface World {
  readonly due: DueStore;
  /** All tickets that may owe something, as they are, in parts. */
  readonly tickets: () => AsyncIterable<readonly Ticket[]>;
  /** Returns a ticket as it is (consistent), or undefined. */
  readonly ticket: (id: string) => Promise<Ticket | undefined>;
  readonly autoClose: AutoClose | undefined;
}

/** The time an entry may take, in milliseconds: none is begun that could exceed the deadline. */
const ENTRY_MS = 10_000;

/**
 * Puts the due entries of tickets in place, from the tickets as they are, and removes those that the tickets refute, while traffic goes on. Returns
 * false if the deadline came first. Throws `unavailable`. What was done until then remains, and isn't done again.
 */
export async function rebuildTicketDue(world: World): Promise<boolean> {
  const stored = await storedEntries(world.due);
  const versions = new Map(stored.map((entry) => [inWords(entry), entry.version]));
  const owed = new Set<string>();
  for await (const entry of owedBy(world)) {
    if (timeLeft() < ENTRY_MS) return false;
    const place = inWords(entry);
    owed.add(place);
    if ((versions.get(place) ?? 0) < entry.version) await world.due.put(entry);
  }
  for (const entry of stored) {
    if (timeLeft() < ENTRY_MS) return false;
    if (!owed.has(inWords(entry)) && (await isRefuted(world, entry))) await world.due.remove(entry);
  }
  return true;
}

/** Compares the due entries of tickets with the tickets. Throws `unavailable`. */
export async function compareTicketDue(world: World) {
  const stored = await storedEntries(world.due);
  const differences: { what: string; told: number; truth: number }[] = [];
  for (const entry of stored) {
    if (await isRefuted(world, entry)) differences.push({ what: inWords(entry), told: 1, truth: 0 });
  }
  const places = new Set(stored.map(inWords));
  for await (const entry of owedBy(world)) {
    if (!places.has(inWords(entry))) differences.push({ what: inWords(entry), told: 0, truth: 1 });
  }
  return differences;
}

const inWords = ({ kind, subject, at }: DueEntry) => `${kind} of ticket ${subject} due at ${at}`;

const storedEntries = async (due: DueStore) => (await Array.fromAsync(due.before())).flat().filter(isOfTicket);

async function* owedBy({ tickets, autoClose }: World): AsyncGenerator<DueEntry> {
  for await (const part of tickets()) for (const ticket of part) yield* dueOf(ticket, autoClose);
}

async function isRefuted({ ticket: find, autoClose }: World, entry: DueEntry): Promise<boolean> {
  const ticket = await find(entry.subject);
  return !ticket || !dueOf(ticket, autoClose).some((owed) => isSamePlace(owed, entry));
}
