import { idempotentId } from '#core/idempotency.ts';
import { type ChangeWorld, changeTicket } from '#core/ticket/change-ticket.ts';
import type { Operation } from '#core/ticket/ports.ts';
import type { MailProblem } from '#core/ticket/ticket.ts';
import { isToCustomer, type MailName } from './mail.ts';
import type { MailLedger } from './ports.ts';

interface World extends ChangeWorld {
  readonly ledger: MailLedger;
}

/** The mail service's report about a mail that it had accepted. */
export interface MailTrouble {
  readonly mail: MailName;
  /** Undefined if the mail may have arrived nevertheless: only a permanent bounce proves that it didn't. */
  readonly problem: MailProblem | undefined;
  /** The addresses that it couldn't deliver to, or whose owners complained. */
  readonly addresses: readonly string[];
  /** In the service's words. */
  readonly detail: string;
}

/**
 * Records trouble with a mail. A permanent bounce or a complaint appears on the ticket and stops further mail to the address. Recording it again changes
 * nothing; for a customer's mail this is true even after an agent has allowed the address again.
 */
export async function recordTrouble(world: World, trouble: MailTrouble): Promise<void> {
  const { mail, problem, addresses, detail } = trouble;
  if (problem === undefined) return world.ledger.remark(mail, detail);
  const operation = { id: operationOf(mail, problem), contentHash: ANY_CONTENT };
  // The ticket's entry is written last: if it is there, everything was recorded.
  if (await world.threads.recorded(mail.ticketId, operation.id)) return;
  const at = world.clock.timestamp();
  // A pointer is on no ticket.
  if (mail.kind !== 'pointer') await world.ledger.report(mail, { state: problem, at, detail });
  for (const address of addresses) await world.ledger.mark(address, problem, at);
  if (isToCustomer(mail)) await showOnTicket(world, mail, problem, operation);
}

/** The operation is done once, whatever its content. */
const ANY_CONTENT = '';

const operationOf = ({ kind, ticketId, version, recipient }: MailName, problem: MailProblem): string =>
  idempotentId('mail', ticketId, kind, String(version), recipient, problem);

async function showOnTicket(world: World, { ticketId }: MailName, problem: MailProblem, operation: Operation) {
  await changeTicket(world, ticketId, {
    kind: `mail_${problem}`,
    author: { type: 'system' },
    operation,
    onMerged: 'follow',
    rule: (ticket) => ({ ...ticket, mailProblem: problem }),
  });
}
