import type { Clock } from '#core/ports.ts';
import { mailableAddress } from './address.ts';
import type { Delivery } from './delivery.ts';
import type { Mail } from './mail.ts';
import { type Mailer, MailInDoubt, type MailLedger, MailRefused } from './ports.ts';

/** What sending needs. */
export interface Sending {
  readonly ledger: MailLedger;
  readonly mailer: Mailer;
  readonly clock: Clock;
  readonly newLeaseId: () => string;
}

/** Longer than an attempt takes, with all that is written down about it. */
const LEASE_MS = 60_000;

/**
 * Sends mails that were not sent yet, all at once, and records what became of each. Throws the first failure after all were tried; to be called
 * again then. No mail is sent twice: one that may have been sent is `unknown`, and left alone.
 */
export async function sendMails(world: Sending, mails: readonly Mail[]): Promise<void> {
  const outcomes = await Promise.allSettled(mails.map((mail) => sendOnce(world, mail)));
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failure) throw failure.reason;
}

async function sendOnce({ ledger, mailer, clock, newLeaseId }: Sending, mail: Mail): Promise<void> {
  const to = mailableAddress(mail.to);
  // Before the lease is taken: if this fails, the mail is as it was, and can be sent the next time.
  const mark = to === undefined ? undefined : await ledger.markOf(to);
  const lease = { id: newLeaseId(), until: new Date(clock.now() + LEASE_MS).toISOString() };
  if (!(await ledger.claim(mail, lease, clock.timestamp()))) return;
  const settle = (delivery: Omit<Delivery, 'at'>, serviceId?: string) =>
    ledger.settle(mail, lease, { ...delivery, at: clock.timestamp() }, serviceId);
  if (to === undefined) return settle(unmailable);
  if (mark) return settle(marked[mark]);
  const sending = mailer.send({ ...mail, to });
  const failure = await sending.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (failure === undefined) return settle({ state: 'sent' }, await sending);
  if (failure instanceof MailInDoubt) return settle(inDoubt);
  await settle({ state: 'failed', detail: failure instanceof MailRefused ? failure.message : notAnswered });
  throw failure;
}

const notAnswered = 'The mail service could not be reached.';

/** What is more than one address, or has a name beside it, never reaches the service. */
const unmailable = {
  state: 'failed',
  detail: 'Amazon SES can’t send to this address. The customer can read everything on your website.',
} as const;
const marked = {
  bounced: { state: 'suppressed', detail: 'Mail to this address bounced before.' },
  complained: { state: 'suppressed', detail: 'Mail to this address was called spam before.' },
} as const;
const inDoubt = { state: 'unknown', detail: 'The mail service didn’t say whether it took the mail.' } as const;
