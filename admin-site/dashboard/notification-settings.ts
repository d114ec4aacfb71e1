import { stored } from './device-storage.ts';
import type { Ticket } from './ticket.ts';

/** How a new ticket is announced beside the page itself: by a notification of the operating system, by a tone. */
export type Channel = 'desktop' | 'sound';

const NAME = 'support-desk-notifications';
const channels: readonly Channel[] = ['desktop', 'sound'];

/** The channels that were switched on on this device; none by default. */
export function storedChannels(): ReadonlySet<Channel> {
  const names = stored(() => localStorage.getItem(NAME))?.split(' ') ?? [];
  return new Set(channels.filter((channel) => names.includes(channel)));
}

export function keepChannels(on: ReadonlySet<Channel>): void {
  stored(() => (on.size === 0 ? localStorage.removeItem(NAME) : localStorage.setItem(NAME, [...on].join(' '))));
}

const ANNOUNCED = 'support-desk-announced';

/** Whether no tab of this device has announced this ticket, or a newer one, yet; from now on this one has. */
export function claimAnnouncement({ createdAt }: Ticket): boolean {
  return (
    stored(() => {
      if ((localStorage.getItem(ANNOUNCED) ?? '') >= createdAt) return false;
      localStorage.setItem(ANNOUNCED, createdAt);
      return true;
    }) ?? true
  );
}
