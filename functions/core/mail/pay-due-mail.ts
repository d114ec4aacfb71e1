import type { Act } from '#core/due/run-due.ts';
import { nextAttempt } from './pauses.ts';
import { type Paying, payMail } from './pay-mail.ts';

/** Returns the sweeper's work for mail: pays what a ticket owes, and puts off what is still owed, by its age. */
export const payDueMail =
  (world: Paying): Act =>
  async (ticketId, version, now) => {
    const { owed, isBusy } = await payMail(world, ticketId, version, now);
    return { isBusy, next: owed && { at: nextAttempt(owed.since, now), version: owed.version } };
  };
