import { demandsOf, type IndexItem, nameOf, type Place } from './index-items.ts';
import { NameHashes } from './name-hashes.ts';
import type { Conversation } from './postings.ts';

/**
 * The index and what it follows from, for the command line. Everything is as it was at some time after it was requested. Every method throws
 * `DeskError('unavailable')` when the store doesn't respond in time.
 */
export interface IndexStore {
  /** Yields all that is in the index, in parts. */
  items(): AsyncIterable<readonly IndexItem[]>;
  /** Yields all tickets with their entries, in parts. */
  conversations(): AsyncIterable<readonly Conversation[]>;
  /** Returns a ticket with its entries; undefined if there is none. */
  conversation(id: string): Promise<Conversation | undefined>;
  /** Returns the lists that a ticket is in until it changes, as far as the views know. */
  knownLists(id: string): Promise<readonly string[]>;
  /** Returns those that aren't in the index. */
  missing(items: readonly IndexItem[]): Promise<readonly IndexItem[]>;
  /** Puts items into the index, unless a later change has put them there. */
  put(items: readonly IndexItem[]): Promise<void>;
  /** Removes places, unless another change has put the ticket there since. */
  remove(places: readonly Place[]): Promise<void>;
}

/** Items that the tickets demanded of the index and that it didn't have, or places that it had and no ticket demanded. */
interface Differing {
  readonly missing: readonly IndexItem[];
  readonly left: readonly Place[];
}

/** Called with the number of tickets compared since the last call. */
type Advance = (tickets: number) => void;

/**
 * Yields what differs between index and tickets, in parts. It reads one after the other while traffic goes on, so all of it must be looked at again. Words
 * that no ticket has any more may stay in the dictionary.
 */
async function* differing(index: IndexStore, advance: Advance = () => {}): AsyncGenerator<Differing> {
  const stored = new NameHashes();
  for await (const part of index.items()) for (const item of part) stored.add(nameOf(item));
  for await (const part of index.conversations()) {
    const missing = part.flatMap(demandsOf).filter((item) => !stored.mark(nameOf(item)));
    if (missing.length > 0) yield { missing, left: [] };
    advance(part.length);
  }
  for await (const part of index.items()) {
    const left = part.filter((item): item is Place => 'list' in item && stored.isUnmarked(nameOf(item)));
    if (left.length > 0) yield { missing: [], left };
  }
}

/**
 * Returns those of a ticket's places that neither it nor its entries demand, nor what was merged into it (consistent). A place stays that the views know of,
 * as they are a moment behind the ticket, and remove it themselves.
 */
async function refuted(index: IndexStore, places: readonly Place[]): Promise<readonly Place[]> {
  const [first] = places;
  if (!first) return [];
  const known = new Set(await index.knownLists(first.ticket.id));
  const demanded = new Set((await demandsAbout(index, first.ticket.id)).map(nameOf));
  return places.filter(
    (place) => !demanded.has(nameOf(place)) && (place.version === undefined || !known.has(place.list)),
  );
}

/** Returns what a ticket demands, and those that were merged into it (consistent). */
async function demandsAbout(index: IndexStore, id: string): Promise<readonly IndexItem[]> {
  const conversation = await index.conversation(id);
  const merged = await Promise.all((conversation?.ticket.merged ?? []).map((one) => index.conversation(one)));
  return [conversation, ...merged].flatMap((one) => (one ? demandsOf(one) : []));
}

const isMoving = (item: IndexItem): item is Place => 'list' in item && item.version !== undefined;

/**
 * Returns the places of lists that the views know a ticket to be in. The others come with its change, which is on its way to the views: put now, nothing
 * would remove them if the next one overtakes it.
 */
async function knownAmong(index: IndexStore, places: readonly Place[]): Promise<readonly Place[]> {
  const known: Place[] = [];
  for (const ofTicket of byTicket(places)) {
    const lists = await index.knownLists(ofTicket[0]?.ticket.id ?? '');
    known.push(...ofTicket.filter(({ list }) => lists.includes(list)));
  }
  return known;
}

const byTicket = (places: readonly Place[]): readonly (readonly Place[])[] => [
  ...Map.groupBy(places, ({ ticket }) => ticket.id).values(),
];

/**
 * Puts into the index what the tickets demand, and removes what they refute, while traffic goes on. `pause` waits until a change in progress has arrived.
 * Throws `unavailable`; what was done until then remains.
 */
export async function rebuildIndex(index: IndexStore, pause: () => Promise<void>, advance?: Advance): Promise<void> {
  const touched = new Set<string>();
  for await (const { missing, left } of differing(index, advance)) {
    const moving = missing.filter(isMoving);
    const known = await knownAmong(index, moving);
    await index.put([...missing.filter((item) => !isMoving(item)), ...known]);
    // The ticket may have left a list again since it was read.
    for (const places of byTicket([...left, ...known])) {
      const wrong = await refuted(index, places);
      await index.remove(wrong);
      for (const { ticket } of wrong) touched.add(ticket.id);
    }
  }
  if (touched.size === 0) return;
  // An entry may have come with a word whose place was still there, and was then removed.
  await pause();
  for (const id of touched) {
    await index.put(await index.missing(await demandsAbout(index, id)));
  }
}

/** A difference between the index and what the tickets demand of it. */
interface Difference {
  readonly what: string;
  readonly told: number;
  readonly truth: number;
}

const MAX_DIFFERENCES = 1000;

/** Compares the index with the tickets, while traffic goes on. Returns about a thousand differences at most. Throws `unavailable`. */
export async function compareIndex(index: IndexStore): Promise<readonly Difference[]> {
  const differences = new Map<string, Difference>();
  const add = (item: IndexItem, told: number) => {
    const what = nameOf(item);
    differences.set(what, { what, told, truth: 1 - told });
  };
  for await (const { missing, left } of differing(index)) {
    for (const item of await index.missing(missing)) add(item, 0);
    for (const places of byTicket(left)) for (const place of await refuted(index, places)) add(place, 1);
    if (differences.size >= MAX_DIFFERENCES) break;
  }
  return [...differences.values()];
}
