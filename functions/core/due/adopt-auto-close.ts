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

/** A deploy replaces all functions within this time: until then, one of the version before may follow a ticket by the setting before. */
const DEPLOYED_WITHIN_MS = 1_800_000;
const PAGE = 100;

/**
 * Applies the setting that the desk was deployed with to the tickets that wait already: puts their due entries in place, and removes those of the setting
 * before. Does nothing once that is done; what the deadline leaves is left to the next call. `now` is in milliseconds since the epoch. Throws `unavailable`.
 */
export async function adoptAutoClose({ due, adopted, tickets }: World, autoClose: AutoClose | undefined, now: number) {
  const before = await adopted.get();
  const isSame = isSameSetting(before?.autoClose, autoClose);
  if (isSame && (!before || before.since + DEPLOYED_WITHIN_MS < now)) return;
  const waiting = autoClose ? () => inProgress(tickets) : none;
  const isDone = await rebuildTicketDue({ due, tickets: waiting, ticket: tickets.get, autoClose });
  if (isDone && !isSame) await adopted.put({ autoClose, since: now });
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
