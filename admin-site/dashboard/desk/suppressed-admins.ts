import { action, createModel, effect, signal } from '@preact/signals';
import type { SuppressedAddress } from '#core/mail/suppressed-addresses.ts';
import type { DeskApi } from '#dashboard/wire/api.ts';
import type { Session } from './session.ts';

const HOUR_MS = 3_600_000;

export type SuppressedAdmins = InstanceType<typeof SuppressedAdmins>;

/**
 * The admins' addresses that get no mail, of a desk that sends some: read with the first answer to a key, and then at most once an
 * hour. Never throws: after a failure they are as they were read before.
 */
export const SuppressedAdmins = createModel((session: Session, clock: () => number) => {
  const addresses = signal<readonly SuppressedAddress[]>([]);
  let latest: { readonly api: DeskApi; readonly at: number } | undefined;

  const read = action(async (): Promise<void> => {
    const api = session.api.value;
    if (!api) return;
    const mine = { api, at: clock() };
    latest = mine;
    const answered = await api.suppressedAdmins().catch(() => undefined);
    if (answered && latest === mine && session.api.value === api) addresses.value = answered;
  });

  effect(() => {
    if (session.answeredAt.value === undefined || !session.mailSender.value) return;
    if (!latest || latest.api !== session.api.peek() || clock() - latest.at >= HOUR_MS) void read();
  });

  return {
    addresses,
    read,
    remove(address: string): void {
      addresses.value = addresses.value.filter((one) => one.address !== address);
    },
    clear(): void {
      addresses.value = [];
    },
  };
});
