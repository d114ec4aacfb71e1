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

let letGo = (): void => {};

/**
 * Whether this tab is the one of this device's tabs to announce this ticket: none has announced it, or a newer one, before.
 * What one tab stores reaches the others only after a moment, so tabs that poll in the same moment are told apart by a Web Lock on the
 * ticket, which its tab holds until it announces the next one. https://w3c.github.io/web-locks/
 */
export async function claimAnnouncement({ id, createdAt }: Ticket): Promise<boolean> {
  const announced = stored(() => localStorage.getItem(ANNOUNCED)) ?? '';
  if (announced >= createdAt) return false;
  stored(() => localStorage.setItem(ANNOUNCED, createdAt));
  if (!navigator.locks) return true;
  return new Promise((answer) => {
    const hold = (lock: Lock | null) => {
      answer(lock !== null);
      if (!lock) return;
      letGo();
      return new Promise<void>((release) => {
        letGo = release;
      });
    };
    navigator.locks.request(`${ANNOUNCED} ${id}`, { ifAvailable: true }, hold).catch(() => answer(true));
  });
}
