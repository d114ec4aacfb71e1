import type { Clock } from '#core/ports.ts';
import { mailableAddress } from './address.ts';
import type { Delivery } from './delivery.ts';
import type { Mail } from './mail.ts';
import { deliveryText } from './messages.ts';
import { type Mailer, MailInDoubt, type MailLedger, MailRefused } from './ports.ts';

/** The ports that sending needs. */
export interface Sending {
  readonly ledger: MailLedger;
  readonly mailer: Mailer;
  readonly clock: Clock;
  readonly newLeaseId: () => string;
}

/** Longer than an attempt and recording its outcome take. */
const LEASE_MS = 60_000;

/**
 * Sends those of the mails that weren't sent yet, concurrently, and records the outcome of each. Throws the first failure after trying all; call it again
 * then. No mail is sent twice: one that may have been sent becomes `unknown` and isn't retried.
 */
export async function sendMails(world: Sending, mails: readonly Mail[]): Promise<void> {
  const outcomes = await Promise.allSettled(mails.map((mail) => sendOnce(world, mail)));
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failure) throw failure.reason;
}

async function sendOnce({ ledger, mailer, clock, newLeaseId }: Sending, mail: Mail): Promise<void> {
  const to = mailableAddress(mail.to);
  // Before taking the lease: if this fails, the mail is unchanged and is sent the next time.
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
  await settle({ state: 'failed', detail: failure instanceof MailRefused ? failure.message : deliveryText.notReached });
  throw failure;
}

/** Several addresses, or one with a name, never reach the service. */
const unmailable = { state: 'failed', detail: deliveryText.unmailable } as const;
const marked = {
  bounced: { state: 'suppressed', detail: deliveryText.bounced },
  complained: { state: 'suppressed', detail: deliveryText.complained },
} as const;
const inDoubt = { state: 'unknown', detail: deliveryText.inDoubt } as const;
