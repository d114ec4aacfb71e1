import { setTimeout as wait } from 'node:timers/promises';
import { dynamoAdopted } from '#adapters/dynamo/dynamo-adopted.ts';
import { dynamoDueStore } from '#adapters/dynamo/dynamo-due-store.ts';
import { dynamoHeldMail } from '#adapters/dynamo/dynamo-held-mail.ts';
import { dynamoQueues } from '#adapters/dynamo/dynamo-queues.ts';
import { dynamoTeam } from '#adapters/dynamo/dynamo-team.ts';
import { dynamoThreadStore } from '#adapters/dynamo/dynamo-thread-store.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { entryIdAt } from '#adapters/entry-id.ts';
import {
  agentsTable,
  autoClose,
  environment,
  fileBucket,
  mailSender,
  optional,
  ticketsTable,
  viewsTable,
} from '#adapters/environment.ts';
import { s3ReceivedMails } from '#adapters/files/s3-received-mails.ts';
import { log } from '#adapters/logger.ts';
import { mailWorld } from '#adapters/mail-world.ts';
import { randomPause } from '#adapters/random-pause.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { withinDeadline } from '#core/deadline.ts';
import { describeError } from '#core/describe-error.ts';
import { adoptAutoClose } from '#core/due/adopt-auto-close.ts';
import { autoCloseDue } from '#core/due/auto-close-due.ts';
import type { DueEntry } from '#core/due/due-entry.ts';
import { paceOf } from '#core/due/pace.ts';
import { type Act, runDue } from '#core/due/run-due.ts';
import { wakeDue } from '#core/due/wake.ts';
import { expireHeldMail } from '#core/inbound/expire-held-mail.ts';
import { hasHeldMail } from '#core/inbound/has-held-mail.ts';
import { contactEmail } from '#core/mail/contact.ts';
import { payDueMail } from '#core/mail/pay-due-mail.ts';
import type { Metric } from '#core/metrics.ts';
import { handBack } from '#core/ticket/hand-back.ts';
import type { Ticket } from '#core/ticket/ticket.ts';

/** Below what the tickets' index by status takes (1,000 writes a second per status), so that submits keep their speed. */
const CHANGES_PER_SECOND = 200;
/** Ends before the next run begins, and before Lambda ends it. */
const RUN_MS = 225_000;

const env = environment({
  agentsTable,
  fileBucket,
  ticketsTable,
  viewsTable,
  mailSender: optional(mailSender),
  autoClose: optional(autoClose),
});
const nothing: Act = async () => ({ next: undefined });
const mail = env.mailSender === undefined ? undefined : mailWorld();
const unreachable = mail && (async (ticket: Ticket) => mail.ledger.markOf(await contactEmail(mail.contacts, ticket)));
const held = dynamoHeldMail(env.ticketsTable);
const desk = {
  team: dynamoTeam(env.agentsTable),
  queues: dynamoQueues(env.viewsTable),
  tickets: dynamoTicketStore(env.ticketsTable),
  threads: dynamoThreadStore(env.ticketsTable),
  clock: systemClock,
  newEntryId: entryIdAt,
  pause: randomPause,
};

const world = {
  due: dynamoDueStore(env.viewsTable),
  adopted: dynamoAdopted(env.viewsTable),
  acts: {
    mail: mail ? payDueMail(mail) : nothing,
    held_mail: expireHeldMail({ held, originals: s3ReceivedMails(env.fileBucket) }),
    snooze: wakeDue(desk),
    auto_close: autoCloseDue(
      { ...desk, unreachable, hasHeldMail: (ticket) => hasHeldMail(held, ticket) },
      env.autoClose,
    ),
  },
};

/**
 * Looks after what is due by the event's time, which EventBridge sets, and the clock's if it has none; then after the tickets of agents who were deactivated,
 * and after those that wait since before auto-close was switched on.
 */
export async function handler({ time }: { readonly time?: string } = {}): Promise<void> {
  const now = time === undefined ? systemClock.now() : Date.parse(time);
  const errors: unknown[] = [];
  const metrics = new Set<Metric>();
  const pace = paceOf(CHANGES_PER_SECOND, () => performance.now(), wait);
  const failed = (_: unknown, error: unknown) => void errors.push(error);
  const notDone = ({ kind }: DueEntry, error: unknown) => {
    failed(kind, error);
    metrics.add(kind === 'mail' || kind === 'held_mail' ? 'MailsNotSent' : 'ChangesNotApplied');
  };
  const ran = await withinDeadline(RUN_MS, async () => {
    const due = await runDue({ ...world, pace, failed: notDone }, now);
    const handedBack = await handBack({ ...desk, turn: pace.turn, failed });
    await adoptAutoClose({ ...world, ...desk }, env.autoClose, now).catch((error) => failed('auto_close', error));
    return { ...due, handed_back: handedBack };
  });
  if (errors.length === 0) return log.info('due', { ...ran }, []);
  log.error('due', { ...ran, ...describeError(errors[0]) }, [...metrics]);
}
