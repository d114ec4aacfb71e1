import type { DueEntry } from '#core/due/due-entry.ts';
import type { DueStore } from '#core/due/ports.ts';
import type { Clock } from '#core/ports.ts';
import type { NewItem } from '#core/ticket/new-item.ts';
import { isFinal } from './delivery.ts';
import { causesMail, dueMailOf, placeOf } from './new-item.ts';
import { OWED_MS } from './pauses.ts';
import type { MailLedger } from './ports.ts';

/** The tickets and entries that cause mail, as they are stored. Both throw `DeskError('unavailable')` if the store doesn't respond in time. */
export interface MailCauses {
  /** Yields those from after a time, in parts, each as it was at some time after the first part was requested. */
  after(time: string): AsyncIterable<readonly NewItem[]>;
  /** Returns the one that made a version of a ticket (consistent). */
  at(ticketId: string, version: number): Promise<NewItem | undefined>;
}

interface World {
  readonly due: DueStore;
  readonly causes: MailCauses;
  /** The time at which the desk began to send mail; undefined if it never did. */
  readonly switchedOn: string | undefined;
  readonly clock: Pick<Clock, 'now'>;
}

/**
 * Puts the due entries of mail in place, from the tickets as they are, and removes those that the tickets refute, while traffic goes on. An entry for a
 * mail that was sent meanwhile does no harm: the sweeper removes it. Throws `unavailable`; what was done until then remains.
 */
export async function rebuildDueMail(world: World): Promise<void> {
  const stored = await storedEntries(world.due);
  const known = new Set(stored.map(keyOf));
  for await (const item of recentCauses(world)) {
    const owed = dueMailOf(item);
    if (owed && !known.has(keyOf(owed))) await world.due.put(owed);
  }
  for (const entry of stored) if (await isRefuted(world, entry)) await world.due.remove(entry);
}

/** A difference between the due entries of mail and what the tickets owe. */
interface Difference {
  readonly what: string;
  readonly told: number;
  readonly truth: number;
}

/**
 * Compares the due entries of mail with the tickets. Mail to a customer that isn't settled needs an entry, of its own version or an earlier one of its
 * ticket; whom else a desk notifies is among its settings, which this doesn't know. Throws `unavailable`.
 */
export async function compareDueMail(
  world: World & { readonly ledger: Pick<MailLedger, 'latest'> },
): Promise<readonly Difference[]> {
  const differences: Difference[] = [];
  const stored = await storedEntries(world.due);
  for (const entry of stored) {
    if (await isRefuted(world, entry)) differences.push({ what: inWords(entry), told: 1, truth: 0 });
  }
  // A mail that an agent resends is owed since then.
  const latest = new Map<string, NewItem>();
  for await (const item of recentCauses(world)) {
    const { ticketId, version } = placeOf(item);
    const key = `${ticketId} ${aboutOf(item)}`;
    const known = latest.get(key);
    if (known === undefined || placeOf(known).version < version) latest.set(key, item);
  }
  for (const item of latest.values()) {
    const owed = dueMailOf(item);
    const isThere = stored.some(({ subject, version }) => subject === owed?.subject && version <= owed.version);
    if (owed && !isThere && (await isOpen(world.ledger, item))) {
      differences.push({ what: inWords(owed), told: 0, truth: 1 });
    }
  }
  return differences;
}

const inWords = ({ subject, version }: DueEntry) => `mail due for version ${version} of ticket ${subject}`;
const keyOf = ({ subject, version }: DueEntry) => `${subject} ${version}`;

const storedEntries = async (due: DueStore) =>
  (await Array.fromAsync(due.before())).flat().filter(({ kind }) => kind === 'mail');

/** Yields what caused mail that may still be owed: after it was switched on, and within the last day. */
async function* recentCauses({ causes, switchedOn, clock }: World): AsyncGenerator<NewItem> {
  if (switchedOn === undefined) return;
  const oldest = new Date(clock.now() - OWED_MS).toISOString();
  for await (const items of causes.after(oldest > switchedOn ? oldest : switchedOn)) yield* items.filter(causesMail);
}

/** Returns true if a ticket has no such version any more, or one that causes no mail. */
async function isRefuted({ causes }: World, { subject, version }: DueEntry): Promise<boolean> {
  const item = await causes.at(subject, version);
  return item === undefined || !causesMail(item);
}

/** Returns the version that an item causes mail about. */
const aboutOf = (item: NewItem): number => (item.type === 'entry' && item.entry.resends) || placeOf(item).version;

/** Returns true if an item caused a mail to the customer that has no final outcome. */
async function isOpen(ledger: Pick<MailLedger, 'latest'>, item: NewItem): Promise<boolean> {
  if (item.type === 'entry' && item.entry.author.type === 'customer') return false;
  // A reminder isn't sent once it no longer holds.
  if (item.type === 'entry' && item.entry.kind === 'reminder') return false;
  const version = aboutOf(item);
  const kind = version === 1 ? 'confirmation' : 'reply';
  return !isFinal(await ledger.latest({ ticketId: placeOf(item).ticketId, kind, version }));
}
