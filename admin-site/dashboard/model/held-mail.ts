import type { HeldMail as StoredHeldMail } from '#core/inbound/held-mail.ts';

/** A mail that waits for an agent. */
export interface HeldMail extends Omit<StoredHeldMail, 'mailId'> {
  /** True if mail from its sender is blocked now. */
  readonly isBlocked: boolean;
}

/** Held mail, newest first, as far as it was loaded. */
export interface HeldMailList {
  readonly ids: readonly string[];
  /** The next page's address; undefined on the last. */
  readonly next: string | undefined;
}

/** Returns a list with its first page as it is now. What lies beyond that page stays, with the address of what follows. */
export function refreshed(known: HeldMailList | undefined, page: HeldMailList): HeldMailList {
  const last = page.ids.at(-1);
  const beyond = page.next === undefined ? [] : (known?.ids.filter((id) => last !== undefined && id < last) ?? []);
  return { ids: [...page.ids, ...beyond], next: beyond.length > 0 ? known?.next : page.next };
}

/** Returns a list with one more page at its end. */
export const extended = (known: HeldMailList, page: HeldMailList): HeldMailList => ({
  ids: [...known.ids, ...page.ids],
  next: page.next,
});

const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;
const NUMBER = /^\s*#?([0-9a-f]{8})\s*$/i;

/** Reads a ticket's id from a text: an id, a link that has one, or the number of a ticket that is `known`, unless several have it. */
export function ticketIdIn(text: string, known: Iterable<string>): string | undefined {
  const id = ID.exec(text)?.[0];
  if (id !== undefined) return id.toLowerCase();
  const number = NUMBER.exec(text)?.[1]?.toLowerCase();
  const found = number === undefined ? [] : [...known].filter((one) => one.startsWith(number));
  return found.length === 1 ? found[0] : undefined;
}
