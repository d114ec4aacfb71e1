import type { Signal } from '@preact/signals';
import { type Sort, sorts } from '#dashboard/model/listing.ts';
import type { Device } from './device.ts';
import { syncEntries } from './synced-entries.ts';

const PREFIX = 'support-desk-sort ';

/** Keeps the order that an agent prefers in each list on the device, by its filter. */
export function keepSorts(preferred: Signal<ReadonlyMap<string, Sort>>, device: Device): void {
  syncEntries(device, preferred, {
    prefix: PREFIX,
    write: String,
    read: (text) => {
      const value = sorts.find((sort) => sort === text);
      return value && { value, at: 0 };
    },
  });
}
