import type { Signal } from '@preact/signals';
import type { Staged } from '#dashboard/model/staged.ts';
import type { Device } from './device.ts';
import { syncEntries } from './synced-entries.ts';

/** Additions of canned replies to drafts, by the drafts' keys. */
export type StagedByDraft = ReadonlyMap<string, Staged>;

/** Keeps it on the device, like the drafts, of which those with nothing staged are without it. */
export function keepStaged(staged: Signal<StagedByDraft>, device: Device, clock: () => number): void {
  syncEntries(device, staged, {
    prefix: 'support-desk-staged ',
    write: (one) => JSON.stringify({ ...one, at: clock() }),
    read,
    tooMany: (found) => found.slice(0, -500).map(({ key }) => key),
  });
}

function read(entry: string): { readonly value: Staged; readonly at: number } | undefined {
  try {
    const { actions, unfilled, at } = JSON.parse(entry);
    return { value: { actions: { ...actions }, unfilled: [...unfilled] }, at };
  } catch {
    return undefined;
  }
}
