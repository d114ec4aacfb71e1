import type { Ticket } from '#core/ticket/ticket.ts';
import type { HeldMailStore } from './held-mail.ts';

const PAGE = 100;

/**
 * Returns true if mail to a ticket, or to one that was merged into it, is held: an agent has yet to decide whether the customer wrote it. Throws
 * `unavailable`.
 */
export async function hasHeldMail(
  held: Pick<HeldMailStore, 'page'>,
  { id, merged = [] }: Pick<Ticket, 'id' | 'merged'>,
): Promise<boolean> {
  for (let after: string | undefined; ; ) {
    const { mails, more } = await held.page(PAGE, after);
    const isFor = (ticketId: string | null) => ticketId === id || (ticketId !== null && merged.includes(ticketId));
    if (mails.some(({ ticketId, automatic }) => isFor(ticketId) && automatic === null)) return true;
    after = mails.at(-1)?.id;
    if (!more || after === undefined) return false;
  }
}
