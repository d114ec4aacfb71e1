import { type Outstanding, type OwedMail, outstandingMail } from './outstanding.ts';
import { OWED_MS } from './pauses.ts';
import { giveUp, type Outcome, type Sending, sendMail } from './send-mail.ts';

/** The ports that paying what a ticket owes needs. */
export type Paying = Outstanding & Sending;

/** The state of a ticket's mail after an attempt to send all of it. */
export interface Paid {
  /** The oldest mail that is still owed. */
  readonly owed: OwedMail | undefined;
  /** True if the mail service takes no more mail for now. */
  readonly isBusy: boolean;
}

/**
 * Sends the mail that a ticket owes, oldest first, and gives up what has been owed for a day. Whoever's mail the service doesn't take now gets no later
 * one before it. Calling it again, or twice at once, sends nothing twice. `now` is in milliseconds since the epoch. Throws `unavailable`; then what is
 * left is still owed.
 */
export async function payMail(world: Paying, ticketId: string, version: number, now: number): Promise<Paid> {
  const left: OwedMail[] = [];
  const waiting = new Set<string>();
  let isBusy = false;
  for (const mails of byCause(await outstandingMail(world, ticketId, version, now))) {
    const turn = mails.filter(({ mail }) => !waiting.has(mail.recipient));
    const outcomes = await all(turn.map((owed) => settle(world, owed, now)));
    const open = mails.filter((owed) => outcomes[turn.indexOf(owed)] !== 'settled');
    for (const { mail } of open) waiting.add(mail.recipient);
    left.push(...open);
    isBusy ||= outcomes.includes('busy');
  }
  return { owed: left[0], isBusy };
}

async function settle(world: Sending, { mail, since, isUnderWay }: OwedMail, now: number): Promise<Outcome> {
  if (isUnderWay) return 'open';
  return Date.parse(since) + OWED_MS <= now ? giveUp(world, mail) : sendMail(world, mail);
}

/** Returns the mails in the order of their causes; those of one cause go to different people. */
function byCause(owed: readonly OwedMail[]): readonly (readonly OwedMail[])[] {
  const groups = Map.groupBy(owed, ({ version }) => version);
  return [...groups].sort(([a], [b]) => a - b).map(([, mails]) => mails);
}

/** Waits for all of them; throws the first failure then. */
async function all<T>(work: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(work);
  return Promise.all(work);
}
