import type { Ticket } from '#core/ticket/ticket.ts';
import { mailOperation } from './add-mail.ts';
import type { Arrival } from './arrival.ts';
import type { IncomingMail } from './incoming-mail.ts';
import type { Receiving } from './ports.ts';

/** The most messages from an address in an hour. */
export const MAILS_PER_HOUR = 20;

/** Returns true if a sender has sent too many mails. Those that name no sender, like delivery reports, share what one may send. Throws `unavailable`. */
export const isTooMany = async (
  { senders }: Pick<Receiving, 'senders'>,
  { id, receivedAt }: Arrival,
  { from }: IncomingMail,
): Promise<boolean> => (await senders.count(from?.address ?? '', id, receivedAt)) > MAILS_PER_HOUR;

/** The same for a reply to a ticket; one that was added before isn't refused when it arrives again. */
export const isNewAndTooMany = async (
  world: Pick<Receiving, 'senders' | 'threads'>,
  arrival: Arrival,
  mail: IncomingMail,
  { id }: Ticket,
): Promise<boolean> =>
  !(await world.threads.recorded(id, mailOperation(arrival.id))) && (await isTooMany(world, arrival, mail));
