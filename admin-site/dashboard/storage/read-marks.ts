import type { Signal } from '@preact/signals';
import type { Ticket } from '#dashboard/model/ticket.ts';
import { withEntry } from '#dashboard/model/with-entry.ts';
import type { Device } from './device.ts';
import { syncEntries } from './synced-entries.ts';

/** The version in which the agent last read each ticket, by its id; the latest read last. */
export type ReadMarks = ReadonlyMap<string, number>;

const PREFIX = 'support-desk-read ';
const MAX_MARKS = 2000;

/** The version in which a ticket was read last; 0 if it never was. */
export const readMarkOf = (marks: ReadMarks, ticketId: string): number => marks.get(ticketId) ?? 0;

/** Returns the marks with this ticket read in the version that is shown. */
export const withRead = (marks: ReadMarks, { id, version }: Pick<Ticket, 'id' | 'version'>): ReadMarks =>
  readMarkOf(marks, id) >= version ? marks : new Map([...withEntry(marks, id, version)].slice(-MAX_MARKS));

/** Keeps the marks on the device, each as an entry of its own. A ticket that another tab read in a later version was read in that. */
export function keepReadMarks(marks: Signal<ReadMarks>, device: Device, clock: () => number): void {
  syncEntries(device, marks, {
    prefix: PREFIX,
    write: (version) => `${version} ${clock()}`,
    read: (text) => {
      const [value = 0, at = 0] = text.split(' ').map(Number);
      return value >= 1 ? { value, at } : undefined;
    },
    tooMany: (found) => found.slice(0, -MAX_MARKS).map(({ key }) => key),
    merge: (_, ours = 0, theirs) => Math.max(ours, theirs.value),
  });
}
