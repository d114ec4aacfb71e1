import { stored } from './device-storage.ts';

const NAME = 'support-desk-opened';
const MOST = 500;

/** Which tickets were opened on this device, so that they are not shown as new again. */
export const openedTickets = (): ReadonlySet<string> =>
  new Set(
    stored(() => localStorage.getItem(NAME))
      ?.split(' ')
      .filter(Boolean) ?? [],
  );

/** Keeps the last ones of `ids`. */
export function keepOpenedTickets(ids: ReadonlySet<string>): void {
  stored(() =>
    ids.size === 0 ? localStorage.removeItem(NAME) : localStorage.setItem(NAME, [...ids].slice(-MOST).join(' ')),
  );
}
