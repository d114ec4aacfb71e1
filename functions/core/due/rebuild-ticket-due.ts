import type { Ticket } from '#core/ticket/ticket.ts';
import type { DueEntry } from './due-entry.ts';
import type { DueStore } from './ports.ts';
import { dueOf, isOfTicket, isSamePlace } from './ticket-due.ts';

interface World {
  readonly due: DueStore;
  /** All tickets as they are, in parts. */
  readonly tickets: () => AsyncIterable<readonly Ticket[]>;
  /** Returns a ticket as it is (consistent), or undefined. */
  readonly ticket: (id: string) => Promise<Ticket | undefined>;
}

/**
 * Puts the due entries of tickets in place, from the tickets as they are, and removes those that the tickets refute, while traffic goes on. Throws
 * `unavailable`; what was done until then remains.
 */
export async function rebuildTicketDue(world: World): Promise<void> {
  const stored = await storedEntries(world.due);
  for await (const entry of owedBy(world)) await world.due.put(entry);
  for (const entry of stored) if (await isRefuted(world, entry)) await world.due.remove(entry);
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

async function* owedBy({ tickets }: World): AsyncGenerator<DueEntry> {
  for await (const part of tickets()) for (const ticket of part) yield* dueOf(ticket);
}

async function isRefuted(world: World, entry: DueEntry): Promise<boolean> {
  const ticket = await world.ticket(entry.subject);
  return !ticket || !dueOf(ticket).some((owed) => isSamePlace(owed, entry));
}
