import { doublingPause } from '#adapters/doubling-pause.ts';
import { readDeskEvent } from '#adapters/events/event-detail.ts';
import { log } from '#adapters/logger.ts';
import { mailWorld } from '#adapters/mail-world.ts';
import { notify } from '#core/mail/notify.ts';
import { subscriber } from '#functions/stream/subscriber.ts';

const world = { ...mailWorld(), pause: doublingPause };

export const handler = subscriber({
  log,
  message: 'notify',
  read: readDeskEvent,
  apply: async ({ eventId, ticketId, ticketVersion }) => {
    await notify(world, ticketId, ticketVersion);
    return { event_id: eventId, ticket_id: ticketId };
  },
  metric: 'MailsNotSent',
});
