import type { AutoClose } from '#core/ticket/auto-close.ts';
import type { TicketStore } from '#core/ticket/ports.ts';
import type { Position, Ticket } from '#core/ticket/ticket.ts';
import type { AdoptedStore, DueStore } from './ports.ts';
import { rebuildTicketDue } from './rebuild-ticket-due.ts';

interface World {
  readonly due: DueStore;
  readonly adopted: AdoptedStore;
  readonly tickets: Pick<TicketStore, 'get' | 'page'>;
}

const MINUTE_MS = 60_000;
/** A deploy replaces all functions within this time: until then, one of the previous version may still process changes by the previous setting. */
const DEPLOYED_WITHIN_MS = 30 * MINUTE_MS;
/** So often all is checked anyway: a deploy that was undone may have put no entries for some minutes. */
const CHECKED_EVERY_MS = 24 * 60 * MINUTE_MS;
const PAGE = 100;

/**
 * Applies the setting that the desk was deployed with to the tickets that wait already: puts their due entries in place, and removes those of the previous
 * one. Does nothing once that is done, until the next day; what the deadline leaves is left to the next call. `now` is in milliseconds since the epoch.
 * Throws `unavailable`.
 */
export async function adoptAutoClose({ due, adopted, tickets }: World, autoClose: AutoClose | undefined, now: number) {
  const before = (await adopted.get()) ?? { autoClose: undefined, since: 0, checkedAt: DEPLOYED_WITHIN_MS };
  const isSame = isSameSetting(before.autoClose, autoClose);
  const isCurrent = before.checkedAt >= before.since + DEPLOYED_WITHIN_MS;
  if (isSame && isCurrent && (!autoClose || now < before.checkedAt + CHECKED_EVERY_MS)) return;
  const since = isSame ? before.since : now;
  // First, so that what is begun is finished, or undone by the next setting.
  if (!isSame) await adopted.put({ autoClose, since, checkedAt: 0 });
  const waiting = autoClose ? () => inProgress(tickets) : none;
  const isDone = await rebuildTicketDue({ due, tickets: waiting, ticket: tickets.get, autoClose });
  if (isDone) await adopted.put({ autoClose, since, checkedAt: now });
}

const isSameSetting = (one: AutoClose | undefined, other: AutoClose | undefined): boolean =>
  one?.days === other?.days && one?.remindDays === other?.remindDays;

/** Yields the tickets in progress: no other waits for its customer. */
export async function* inProgress(tickets: Pick<TicketStore, 'page'>): AsyncGenerator<readonly Ticket[]> {
  for (let after: Position | undefined; ; ) {
    const page = await tickets.page('in_progress', PAGE, after);
    yield page.tickets;
    after = page.tickets.at(-1);
    if (!page.more || !after) return;
  }
}

async function* none(): AsyncGenerator<readonly Ticket[]> {}
