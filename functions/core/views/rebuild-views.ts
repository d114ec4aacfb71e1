import { isPassing } from '#core/errors.ts';
import type { Clock } from '#core/ports.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { applyOrFindBad } from './apply-or-find-bad.ts';
import type { ViewBuilder } from './ports.ts';
import { chunksOf, foldInto } from './project-changes.ts';

interface Rebuild {
  readonly views: ViewBuilder;
  readonly clock: Pick<Clock, 'now'>;
  /** All tickets in parts, each as it was at some time after the first part was requested. */
  readonly tickets: () => AsyncIterable<readonly Ticket[]>;
  /** Called with the number of tickets folded since the last call. */
  readonly advance: (tickets: number) => void;
  /** Called with each ticket that can't be folded, for whatever reason: the views are complete without it. */
  readonly leaveOut: (ticket: Ticket) => void;
}

/**
 * Rebuilds the views from the tickets as they are, while traffic goes on: once the new generation has begun, changes are folded into it too, and
 * every earlier change is in the tickets that are read afterwards. The old generation is served until the new one is complete. Throws `unavailable`,
 * or an error if another rebuild takes over; then the old generation is still served.
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
        ours &&= (await foldInto(views, generation, undefined, part)) !== 'moved';
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
