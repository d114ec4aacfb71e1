import type { Clock } from '../ports.ts';
import type { Delivery } from '../thread.ts';
import { mailableAddress } from './address.ts';
import type { Mail } from './mail.ts';
import { type Mailer, MailRefused, type Outbox } from './ports.ts';

/** What sending needs. */
export interface Sending {
  readonly outbox: Outbox;
  readonly mailer: Mailer;
  readonly clock: Clock;
}

/**
 * Sends mails that were not sent yet, and writes down what became of each. Throws the first failure after all were tried; to be called again
 * then. A mail is sent twice only if this ends between the service's answer and the note of it.
 */
export async function sendMails(world: Sending, mails: readonly Mail[]): Promise<void> {
  const failures: unknown[] = [];
  for (const mail of mails) {
    try {
      await sendOnce(world, mail);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

async function sendOnce({ outbox, mailer, clock }: Sending, mail: Mail): Promise<void> {
  if (mail.to.length === 0 || !(await outbox.claim(mail, clock.timestamp()))) return;
  const { addresses, otherwise } = await deliverable(outbox, mail.to);
  if (addresses.length === 0) {
    await outbox.settle(mail, { ...otherwise, at: clock.timestamp() });
    return;
  }
  const serviceId = await mailer.send({ ...mail, to: addresses }).catch(async (error: unknown) => {
    const detail = error instanceof MailRefused ? error.message : 'The mail service did not answer.';
    await outbox.settle(mail, { state: 'failed', at: clock.timestamp(), detail });
    throw error;
  });
  await outbox.settle(mail, { state: 'sent', at: clock.timestamp() }, serviceId);
}

/** What is more than one address, or has a name beside it, never reaches the service. */
const unmailable = {
  state: 'failed',
  detail: 'Amazon SES can’t send to this address. The customer can read everything on your website.',
} as const;
const marked = {
  bounced: { state: 'suppressed', detail: 'Mail to this address came back before.' },
  complained: { state: 'suppressed', detail: 'Mail to this address was called spam before.' },
} as const;

async function deliverable(
  outbox: Outbox,
  to: readonly string[],
): Promise<{ readonly addresses: readonly string[]; readonly otherwise: Omit<Delivery, 'at'> }> {
  const addresses: string[] = [];
  let otherwise: Omit<Delivery, 'at'> = unmailable;
  for (const written of to) {
    const address = mailableAddress(written);
    if (address === undefined) continue;
    const mark = await outbox.markOf(address);
    if (mark === undefined) addresses.push(address);
    else otherwise = marked[mark];
  }
  return { addresses, otherwise };
}
