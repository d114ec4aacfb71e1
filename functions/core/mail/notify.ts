import { causesMail, type NewItem, placeOf } from './new-item.ts';
import { type Paying, payMail } from './pay-mail.ts';

/**
 * Sends what a ticket owes when something new causes mail. What the mail service doesn't take now is left to the sweeper. Throws `unavailable`; call it
 * again then.
 */
export async function notify(world: Paying, item: NewItem): Promise<void> {
  if (!causesMail(item)) return;
  const { ticketId, version } = placeOf(item);
  await payMail(world, ticketId, version, world.clock.now());
}
