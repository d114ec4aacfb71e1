import { createModel, effect, signal, untracked } from '@preact/signals';
import { newsVersion } from '#core/ticket/is-unread.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import type { Device } from '#dashboard/storage/device.ts';
import { keepReadMarks, type ReadMarks, readMarkOf, withRead } from '#dashboard/storage/read-marks.ts';
import { endingOf } from './ending.ts';
import type { Session } from './session.ts';

interface Work {
  readonly session: Session;
  readonly device: Device;
  readonly clock: () => number;
}

export type ReadVersions = InstanceType<typeof ReadVersions>;

/** The versions that the agent has read: kept on this device at once, and recorded by the desk for their other devices. Never throws. */
export const ReadVersions = createModel(({ session, device, clock }: Work) => {
  const marks = signal<ReadMarks>(new Map());
  /** The versions that the desk knows of. */
  let recorded: ReadMarks = new Map();
  /** The tickets that the desk doesn't know to be read. */
  const owed = new Map<string, Ticket>();
  let isRecording = false;

  keepReadMarks(marks, device, clock);

  /** Records what is owed, one after another; stops when the desk can't be reached, until it responds again. */
  async function record(): Promise<void> {
    const api = session.api.value;
    if (!api || isRecording) return;
    isRecording = true;
    try {
      for (const [id, ticket] of owed) {
        await api.markRead(id, ticket.version).catch(unlessRefused);
        if (session.api.value !== api) return;
        recorded = withRead(recorded, ticket);
        if (owed.get(id) === ticket) owed.delete(id);
      }
    } catch {
      // The mark on this device stands.
    } finally {
      isRecording = false;
    }
  }

  effect(() => {
    if (session.answeredAt.value !== undefined) untracked(() => void record());
  });

  return {
    marks,
    /** Takes over what the desk says was read, perhaps on another device. */
    learn(read: ReadMarks): void {
      for (const [id, version] of read) {
        recorded = withRead(recorded, { id, version });
        marks.value = withRead(marks.peek(), { id, version });
      }
    },
    /** The agent reads a ticket as it is shown. Only news that the desk doesn't know to be read is worth recording. */
    read(ticket: Ticket): void {
      marks.value = withRead(marks.peek(), ticket);
      if (readMarkOf(recorded, ticket.id) >= newsVersion(ticket)) return;
      owed.set(ticket.id, ticket);
      void record();
    },
    clear(): void {
      marks.value = new Map();
      recorded = new Map();
      owed.clear();
    },
  };
});

/** The ticket may have been deleted. Another try would be refused, too, and hold up the others. */
function unlessRefused(error: unknown): void {
  if (endingOf(error).kind !== 'refused') throw error;
}
