import { effect, type ReadonlySignal, type Signal } from '@preact/signals';
import type { Ticket } from '#dashboard/model/ticket.ts';
import type { Device } from './device.ts';
import { keepEntries, withEntry } from './kept-entries.ts';

/** The version in which the agent last read each ticket, by its id; the latest read last. */
export type ReadMarks = ReadonlyMap<string, number>;

interface State {
  readonly selected: ReadonlySignal<Ticket | undefined>;
  readonly lookedAt: ReadonlySignal<boolean>;
  readonly readVersions: Signal<ReadMarks>;
}

const PREFIX = 'support-desk-read ';
const MOST = 2000;

/** The version in which a ticket was read last; 0 if it never was. */
export const readMarkOf = (marks: ReadMarks, ticketId: string): number => marks.get(ticketId) ?? 0;

/** Marks the selected ticket as read in the version that is shown, while somebody looks at the page. */
export function markWhatIsRead(state: State): void {
  effect(() => {
    const ticket = state.selected.value;
    if (!ticket || !state.lookedAt.value) return;
    const marks = state.readVersions.peek();
    if (readMarkOf(marks, ticket.id) >= ticket.version) return;
    state.readVersions.value = new Map([...withEntry(marks, ticket.id, ticket.version)].slice(-MOST));
  });
}

/** Keeps the marks on the device, each as an entry of its own. A ticket that another tab read in a later version was read in that. */
export function keepReadMarks(state: State, device: Device, clock: () => number): void {
  keepEntries(device, state.readVersions, {
    prefix: PREFIX,
    write: (version) => `${version} ${clock()}`,
    read: (text) => {
      const [value = 0, at = 0] = text.split(' ').map(Number);
      return value >= 1 ? { value, at } : undefined;
    },
    tooMany: (found) => found.slice(0, -MOST).map(({ key }) => key),
    merge: (_, ours = 0, theirs) => Math.max(ours, theirs.value),
  });
}
