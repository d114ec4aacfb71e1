import { isPassing } from '#core/errors.ts';
import type { FileContents } from '#core/files/ports.ts';
import type { Clock } from '#core/ports.ts';
import { mailableAddress } from './address.ts';
import type { AgentReply } from './agent-replies.ts';
import { withContents } from './carry-files.ts';
import type { Delivery } from './delivery.ts';
import type { Mail, MailName } from './mail.ts';
import { deliveryText } from './messages.ts';
import { type Lease, type Mailer, MailInDoubt, type MailLedger, MailRefused } from './ports.ts';

/** The ports that sending needs. */
export interface Sending {
  readonly ledger: MailLedger;
  readonly mailer: Mailer;
  /** Reads the files that mails carry. */
  readonly contents: FileContents;
  readonly clock: Clock;
  readonly newLeaseId: () => string;
  /** Returns a new address by which an agent can reply to a mail about a version of a ticket. Throws `unavailable`. */
  readonly agentAddress: (reply: AgentReply) => Promise<string>;
  /** Called with each mail that the service refused or didn't take for a day, and why, in words without an address. */
  readonly notDelivered: (mail: MailName, detail: string) => void;
}

/** `busy`: the mail service takes none at the moment, or the files it carries can't be read. `open`: another attempt has the mail. Otherwise its outcome is final. */
export type Outcome = 'settled' | 'busy' | 'open';

/** Longer than an attempt and recording its outcome take. */
const LEASE_MS = 60_000;

/**
 * Sends a mail unless it is settled or another attempt has it, and records the outcome. No mail is sent twice: one that may have been sent becomes
 * `unknown`, and one that the service doesn't take at the moment, or whose files can't be read, is `queued`. Throws `unavailable` if the ledger doesn't respond in time.
 */
export async function sendMail(world: Sending, mail: Mail): Promise<Outcome> {
  const to = mailableAddress(mail.to);
  // Before taking the lease: if this fails, the mail is unchanged and is sent the next time.
  const mark = to === undefined ? undefined : await world.ledger.markOf(to);
  const addressed = await withAgentAddress(world, mail);
  const isSent = to !== undefined && !mark;
  const ready = isSent ? await withContents(world.contents, addressed).catch(asPassing) : undefined;
  const settle = await take(world, mail);
  if (!settle) return 'open';
  if (to === undefined) return settle(unmailable);
  if (mark) return settle(marked[mark]);
  if (!ready) {
    await settle(filesNotRead);
    return 'busy';
  }
  const sending = world.mailer.send({ ...ready.mail, to }, ready.files);
  const failure = await sending.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (failure === undefined) return settle({ state: 'sent' }, await sending);
  if (failure instanceof MailInDoubt) return settle(inDoubt);
  if (failure instanceof MailRefused) return fail(world, mail, settle, failure.message);
  if (!isPassing(failure)) throw failure;
  await settle(notTaken);
  return 'busy';
}

/** Returns undefined for a transient error; throws any other. */
function asPassing(error: unknown): undefined {
  if (!isPassing(error)) throw error;
}

/** Returns a mail with an address for replies of its own if an agent can reply to it. */
async function withAgentAddress({ agentAddress }: Sending, mail: Mail): Promise<Mail> {
  if (!mail.answerable) return mail;
  const replyTo = await agentAddress({ ...mail.answerable, ticketId: mail.ticketId });
  return { ...mail, replyTo, threadId: replyTo };
}

/** Gives up a mail that was queued too long: it is `failed`. Throws `unavailable`. */
export async function giveUp(world: Sending, mail: Mail): Promise<Outcome> {
  const settle = await take(world, mail);
  return settle ? fail(world, mail, settle, deliveryText.gaveUp) : 'open';
}

/** Records the outcome of an attempt. */
type Settle = (delivery: Omit<Delivery, 'at'>, serviceId?: string) => Promise<Outcome>;

/** Takes the lease on a mail. Returns a function that records its outcome, or undefined if there is no lease to take. */
async function take({ ledger, clock, newLeaseId }: Sending, mail: Mail): Promise<Settle | undefined> {
  const lease: Lease = { id: newLeaseId(), until: new Date(clock.now() + LEASE_MS).toISOString() };
  if (!(await ledger.claim(mail, lease, clock.timestamp()))) return undefined;
  return async (delivery, serviceId) => {
    await ledger.settle(mail, lease, { ...delivery, at: clock.timestamp() }, serviceId);
    return 'settled';
  };
}

async function fail(world: Sending, mail: Mail, settle: Settle, detail: string): Promise<Outcome> {
  const outcome = await settle({ state: 'failed', detail });
  world.notDelivered(mail, detail);
  return outcome;
}

/** Several addresses, or one with a name, never reach the service. */
const unmailable = { state: 'failed', detail: deliveryText.unmailable } as const;
const marked = {
  bounced: { state: 'suppressed', detail: deliveryText.bounced },
  complained: { state: 'suppressed', detail: deliveryText.complained },
} as const;
const inDoubt = { state: 'unknown', detail: deliveryText.inDoubt } as const;
const filesNotRead = { state: 'queued', detail: deliveryText.filesNotRead } as const;
const notTaken = { state: 'queued', detail: deliveryText.notReached } as const;
