import { type ChangeWorld, changeTicket } from '../change-ticket.ts';
import { idempotentId } from '../idempotency.ts';
import type { MailProblem } from '../ticket.ts';
import type { MailName } from './mail.ts';
import type { Outbox } from './ports.ts';

interface World extends ChangeWorld {
  readonly outbox: Outbox;
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

/** An operation that is done once, whatever it is told with. */
const ANY_CONTENT = '';

async function showOnTicket(world: World, mail: MailName, problem: MailProblem): Promise<void> {
  const { kind, ticketId, version } = mail;
  await changeTicket(world, ticketId, {
    kind: `mail_${problem}`,
    author: { type: 'system' },
    operation: { id: idempotentId('mail', ticketId, kind, String(version), problem), contentHash: ANY_CONTENT },
    rule: (ticket) => ({ ...ticket, mailProblem: problem }),
  });
}
