import { findTicket, MAX_ATTEMPTS, tooManyAtOnce } from '../change-status.ts';
import { idempotentId } from '../idempotency.ts';
import type { Clock, ThreadStore, TicketStore } from '../ports.ts';
import type { MailProblem } from '../ticket.ts';
import type { MailName } from './mail.ts';
import type { Outbox } from './ports.ts';

interface World {
  readonly tickets: TicketStore;
  readonly threads: ThreadStore;
  readonly outbox: Outbox;
  readonly clock: Clock;
}

/** What the mail service tells about a mail that it took before. */
export interface MailTrouble {
  readonly mail: MailName;
  readonly problem: MailProblem;
  /** Those it could not deliver to, or who complained. */
  readonly addresses: readonly string[];
  /** Another mail to them would come back as well. */
  readonly forGood: boolean;
  /** In the service's words. */
  readonly detail: string;
}

/** Writes down that a mail came back, keeps further ones from its address, and shows it on the ticket. Doing it again changes nothing. */
export async function recordTrouble(world: World, trouble: MailTrouble): Promise<void> {
  const { mail, problem, addresses, forGood, detail } = trouble;
  const at = world.clock.timestamp();
  await world.outbox.settle(mail, { state: problem, at, detail });
  if (!forGood) return;
  for (const address of addresses) await world.outbox.mark(address, problem, at);
  if (mail.kind !== 'notification') await showOnTicket(world, mail, problem);
}

async function showOnTicket({ tickets, threads, clock }: World, mail: MailName, problem: MailProblem): Promise<void> {
  const { kind, ticketId, messageId = '' } = mail;
  const op = idempotentId('mail', ticketId, kind, messageId, problem);
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const [before, past] = await Promise.all([findTicket({ tickets }, ticketId), threads.recorded(ticketId, op)]);
    if (past) return;
    const at = clock.timestamp();
    const after = { ...before, mailProblem: problem, updatedAt: at, version: before.version + 1 };
    const event = {
      op,
      kind: `mail_${problem}`,
      author: { type: 'system' },
      at,
      from: before.status,
      to: after.status,
      version: after.version,
    } as const;
    if (await tickets.change(before, after, event)) return;
  }
  throw tooManyAtOnce();
}
