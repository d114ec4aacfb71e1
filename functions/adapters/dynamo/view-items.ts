import type { DueEntry } from '#core/due/due-entry.ts';
import { DUE, dueIn } from '#core/search/lists.ts';
import type { Position } from '#core/ticket/ticket.ts';
import type { Counters } from '#core/views/counters.ts';
import type { Applied } from '#core/views/fold.ts';
import { autoCloseRecord, dueView, mailView, savedCountView, viewKeys } from '#functions/table-keys.ts';

/** An item of the views table. */
export interface ViewItem {
  readonly view: string;
  readonly entry: string;
  readonly [attribute: string]: unknown;
}

/** An item's key. */
export type ItemKey = Pick<ViewItem, 'view' | 'entry'>;

const key = (view: string, entry: string) => ({ [viewKeys.partition]: view, [viewKeys.sort]: entry }) as const;

/** Returns a key as a text that no other key has: no sort key contains a line feed. */
export const nameOfKey = ({ view, entry }: ItemKey): string => `${view}\n${entry}`;

/** The key of the state: the generation that is served, its revision, and the generation being built. */
export const stateKey = key('state', 'state');

/** Returns the key of the item that records what was applied for a ticket. */
export const ticketKey = (id: string) => key(`ticket#${id}`, 'applied') as ItemKey;

/** The keys of a customer's contact and, by an address's hash, of a customer who has had it. Neither belongs to a generation. */
export const contactKey = (userId: string) => key(`customer#${userId}`, 'contact');
export const addressKey = (hash: string, userId: string) => key(`address#${hash}`, userId);

/** Returns the key of a ticket's place in a queue, which belongs to no generation; without a ticket, only its partition counts. */
export const queueKey = (queue: string, ticket?: Position) =>
  key(`${QUEUE_PREFIX}${queue}`, ticket ? `${ticket.createdAt}#${ticket.id}` : '');
export const QUEUE_PREFIX = 'queue#';

/** Returns the queue and the ticket of a place in it. */
export function placeOf({ view, entry }: Pick<ViewItem, 'view' | 'entry'>): Position & { readonly queue: string } {
  const [createdAt = '', id = ''] = entry.split('#');
  return { queue: view.slice(QUEUE_PREFIX.length), createdAt, id };
}

/** Returns the key of a ticket's place in a list, which belongs to no generation either. */
export function listKey(list: string, { createdAt, id }: Position): ItemKey {
  const due = dueIn(list);
  return due === undefined ? keyInList(list, `${createdAt}#${id}`) : keyInList(DUE, `${due}#${createdAt}#${id}`);
}

/** Returns the list and the ticket of a place in it. */
export function listPlaceOf({ view, entry }: ItemKey): { readonly list: string; readonly ticket: Position } {
  const list = view.slice(LIST_PREFIX.length);
  const [id = '', createdAt = '', due] = entry.split('#').reverse();
  return { list: due === undefined ? list : `${list}#${due}`, ticket: { id, createdAt } };
}
export const keyInList = (list: string, place: string): ItemKey => key(viewOfList(list), place) as ItemKey;
export const viewOfList = (list: string): string => `${LIST_PREFIX}${list}`;
export const LIST_PREFIX = 'list#';

/** Returns the key of a word in the dictionary: the words with the same first two characters stand together, sorted. */
export const wordKey = (word: string): ItemKey =>
  key(`${DICTIONARY_PREFIX}${[...word.slice(0, 4)].slice(0, 2).join('')}`, word) as ItemKey;
export const DICTIONARY_PREFIX = 'words#';

/** The key of a due entry, which belongs to no generation either. */
export const dueKey = ({ at, subject, kind }: DueEntry) => key(dueView, `${at}#${subject}#${kind}`);

/** The key of the auto-close setting by which due entries were put. */
export const autoCloseKey = key(autoCloseRecord.partition, autoCloseRecord.entry);

/** The key of the time at which mail was switched on, with a configuration set, for the desk or for an admin. */
export const switchedOnKey = (configurationSet: string, name: string) => key(mailView, `${configurationSet}#${name}`);

/** The key of the count of a saved view, which belongs to no generation: it names the one it was counted in. */
export const savedCountKey = (hash: string) => key(`${savedCountView.partition}${hash}`, savedCountView.entry);

/** The partition of a generation's counters: each entry is one item, the counters its attributes. */
export const viewOfCounters = (generation: number): string => `counters#${generation}`;
export const countersKey = (generation: number, entry: string) => key(viewOfCounters(generation), entry) as ItemKey;

/** Returns the numbers of a counters item by name. */
export function numbersOf({ view: _, entry: __, ...numbers }: ViewItem): Map<string, number> {
  return new Map(Object.entries(numbers as Record<string, number>));
}

/**
 * Returns the attribute for a generation. A ticket's item has two, for the generation served and the one being built, so that an old one is
 * overwritten and never has to be deleted.
 */
export const slotOf = (generation: number): string => (generation % 2 === 0 ? 'even' : 'odd');

interface Slot {
  readonly generation: number;
  readonly version: number;
  readonly contribution: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly lists?: readonly string[] | undefined;
}

export function toSlot({ version, contribution, lists }: Applied, generation: number): Slot {
  return {
    generation,
    version,
    contribution: Object.fromEntries([...contribution].map(([entry, numbers]) => [entry, Object.fromEntries(numbers)])),
    lists,
  };
}

/** Returns what was applied for this item's ticket in a generation, if anything. */
export function appliedOf(item: ViewItem | undefined, generation: number): Applied | undefined {
  const slot = item?.[slotOf(generation)] as Slot | undefined;
  return slot?.generation === generation ? toApplied(slot) : undefined;
}

/** Returns what the slot that isn't a generation's has, of whichever generation it is. */
export function otherApplied(item: ViewItem | undefined, generation: number): Applied | undefined {
  const slot = item?.[slotOf(generation + 1)] as Slot | undefined;
  return slot && toApplied(slot);
}

/** Returns the lists that the slot of the latest version has: an earlier one's were left. */
export function knownLists(item: ViewItem | undefined): readonly string[] {
  const slots = [1, 2].flatMap((generation) => (item?.[slotOf(generation)] as Slot | undefined) ?? []);
  return slots.toSorted((a, b) => b.version - a.version).find(({ lists }) => lists !== undefined)?.lists ?? [];
}

function toApplied({ version, contribution, lists }: Slot): Applied {
  const counters: Counters = new Map(
    Object.entries(contribution).map(([entry, numbers]) => [entry, new Map(Object.entries(numbers))]),
  );
  return { version, contribution: counters, ...(lists && { lists }) };
}
