import { newsVersion } from '#core/ticket/is-unread.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import { stored } from './device-storage.ts';

/** A channel that announces what customers write, besides the page itself: by a notification of the operating system, by a tone. */
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
const MAX_ANNOUNCED = 200;

let letGo = (): void => {};

/** Returns the name of an announcement: that news made this version of it. */
export const newsKey = (ticket: Ticket): string => `${ticket.id} ${newsVersion(ticket)}`;

/**
 * Returns true if this tab is the one of this device's tabs to announce these news, the latest first: none has announced the latest before.
 * What one tab stores reaches the others only after a moment, so tabs that poll in the same moment are told apart by a Web Lock on the
 * latest, which its tab holds until it announces the next. https://w3c.github.io/web-locks/
 */
export async function claimAnnouncement(news: readonly Ticket[]): Promise<boolean> {
  const keys = news.map(newsKey);
  const [latest = ''] = keys;
  const announced = stored(() => localStorage.getItem(ANNOUNCED))?.split('\n') ?? [];
  if (announced.includes(latest)) return false;
  stored(() => localStorage.setItem(ANNOUNCED, [...announced, ...keys].slice(-MAX_ANNOUNCED).join('\n')));
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
    navigator.locks.request(`${ANNOUNCED} ${latest}`, { ifAvailable: true }, hold).catch(() => answer(true));
  });
}
