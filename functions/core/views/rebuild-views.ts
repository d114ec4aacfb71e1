import { isPassing } from '#core/errors.ts';
import type { Clock } from '#core/ports.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { applyOrFindBad } from './apply-or-find-bad.ts';
import type { ViewBuilder } from './ports.ts';
import { chunksOf, foldInto } from './project-changes.ts';

interface Rebuild {
  readonly views: ViewBuilder;
  readonly clock: Pick<Clock, 'now'>;
  /** All tickets in parts, each as it was at some time after the first part was asked for. */
  readonly tickets: () => AsyncIterable<readonly Ticket[]>;
  /** Told how many tickets were folded since it was last told. */
  readonly advance: (tickets: number) => void;
  /** Told of each ticket that can't be folded, whatever the reason: the views are complete without it. */
  readonly leaveOut: (ticket: Ticket) => void;
}

/**
 * Makes the views anew from the tickets as they are, while traffic goes on: from the moment that the new generation is begun, changes are
 * folded into it too, and every change before that is in the tickets that are read afterwards. The old generation is served until the new one is
 * complete. Throws `unavailable`, or an error if another rebuild takes over; what is served then stays.
 */
export async function rebuildViews({ views, clock, tickets, advance, leaveOut }: Rebuild): Promise<void> {
  const generation = await views.begin();
  const isOurs = (still: boolean) => {
    if (!still) throw new Error('Another rebuild of the views has begun. Let that one finish.');
  };
  for await (const page of tickets()) {
    for (const chunk of chunksOf(page.map((ticket) => ({ ticket })))) {
      let ours = true;
      const notFolded = await applyOrFindBad(chunk, async (part) => {
        ours &&= await foldInto(views, generation, undefined, part);
      });
      isOurs(ours);
      for (const { one, cause } of notFolded) {
        if (isPassing(cause)) throw cause;
        leaveOut(one.ticket);
      }
      advance(chunk.length - notFolded.length);
    }
  }
  isOurs(await views.finish(generation, clock.now()));
}
