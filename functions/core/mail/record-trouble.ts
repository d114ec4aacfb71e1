import { idempotentId } from '#core/idempotency.ts';
import { type ChangeWorld, changeTicket } from '#core/ticket/change-ticket.ts';
import type { Operation } from '#core/ticket/ports.ts';
import type { MailProblem } from '#core/ticket/ticket.ts';
import type { MailName } from './mail.ts';
import type { MailLedger } from './ports.ts';

interface World extends ChangeWorld {
  readonly ledger: MailLedger;
}

/** What the mail service reports about a mail that it took before. */
export interface MailTrouble {
  readonly mail: MailName;
  /** Undefined if the mail may have arrived all the same: only a bounce for good proves that it did not. */
  readonly problem: MailProblem | undefined;
  /** Those it could not deliver to, or who complained. */
  readonly addresses: readonly string[];
  /** In the service's words. */
  readonly detail: string;
}

/**
 * Records what went wrong with a mail. One that bounced for good, or was called spam, shows on the ticket, and keeps further ones from its
 * address. Doing it again changes nothing, of a customer's mail not even once an agent has allowed the address again.
 */
export async function recordTrouble(world: World, trouble: MailTrouble): Promise<void> {
  const { mail, problem, addresses, detail } = trouble;
  if (problem === undefined) return world.ledger.remark(mail, detail);
  const operation = { id: operationOf(mail, problem), contentHash: ANY_CONTENT };
  // What the ticket shows is recorded last: then all of it was.
  if (await world.threads.recorded(mail.ticketId, operation.id)) return;
  const at = world.clock.timestamp();
  await world.ledger.report(mail, { state: problem, at, detail });
  for (const address of addresses) await world.ledger.mark(address, problem, at);
  if (mail.kind !== 'notification') await showOnTicket(world, mail, problem, operation);
}

/** An operation that is done once, whatever it is told with. */
const ANY_CONTENT = '';

const operationOf = ({ kind, ticketId, version, recipient }: MailName, problem: MailProblem): string =>
  idempotentId('mail', ticketId, kind, String(version), recipient, problem);

async function showOnTicket(world: World, { ticketId }: MailName, problem: MailProblem, operation: Operation) {
  await changeTicket(world, ticketId, {
    kind: `mail_${problem}`,
    author: { type: 'system' },
    operation,
    rule: (ticket) => ({ ...ticket, mailProblem: problem }),
  });
}
