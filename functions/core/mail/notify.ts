import type { Pause } from '#core/ports.ts';
import { type Paying, payMail } from './pay-mail.ts';

/** Together, with their pauses, about as long as the mail service may take. */
const MAX_ATTEMPTS = 8;

/**
 * Sends what a ticket owes from a version on, oldest first. Waits while another attempt has one of its mails, because those after it keep their order:
 * a ticket's events arrive at once. What the mail service doesn't take now is left to the sweeper. Throws `unavailable`; call it again then.
 */
export async function notify(world: Paying & { readonly pause: Pause }, ticketId: string, version: number) {
  for (let attempt = 1; ; attempt += 1) {
    const { owed, isBusy } = await payMail(world, ticketId, version, world.clock.now());
    if (!owed || isBusy || attempt === MAX_ATTEMPTS) return;
    await world.pause(attempt);
  }
}
