import { effect } from '@preact/signals';
import type { DeskApi } from '#dashboard/wire/api.ts';
import type { DeskState } from './desk-state.ts';

const HOUR_MS = 3_600_000;

/**
 * Keeps the admins' addresses that get no mail, of a desk that sends some: read with the first answer to a key, and then at most once an
 * hour. Returns a function that reads them at once. Never throws: after a failure they are as they were read before.
 */
export function suppressedAdminsOf(state: DeskState, clock: () => number): () => Promise<void> {
  let latest: { readonly api: DeskApi; readonly at: number } | undefined;

  async function read(): Promise<void> {
    const api = state.api.peek();
    if (!api) return;
    const mine = { api, at: clock() };
    latest = mine;
    const addresses = await api.suppressedAdmins().catch(() => undefined);
    if (addresses && latest === mine && state.api.peek() === api) state.suppressedAdmins.value = addresses;
  }

  effect(() => {
    if (state.answeredAt.value === undefined || !state.mailSender.value) return;
    if (!latest || latest.api !== state.api.peek() || clock() - latest.at >= HOUR_MS) void read();
  });

  return read;
}
