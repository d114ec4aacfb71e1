import { causesMail, placeOf } from '#core/mail/new-item.ts';
import * as notifying from '#core/mail/notify.ts';
import type { Paying } from '#core/mail/pay-mail.ts';
import type { NewItem } from '#core/ticket/new-item.ts';

/** Sends what a ticket owes because of something new, if that causes mail, as the function `notify` does; it never waits. */
export async function notify(world: Paying, item: NewItem): Promise<void> {
  if (!causesMail(item)) return;
  const { ticketId, version } = placeOf(item);
  await notifying.notify({ ...world, pause: async () => {} }, ticketId, version);
}
