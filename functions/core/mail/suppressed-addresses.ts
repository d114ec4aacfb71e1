import type { MailProblem } from '#core/ticket/ticket.ts';
import type { MailLedger } from './ports.ts';

/** An address that gets no mail, with the reason. */
export interface SuppressedAddress {
  readonly address: string;
  readonly problem: MailProblem;
}

/** Returns those of `addresses` that get no mail, in the given order, without duplicates. */
export async function suppressedAddresses(
  ledger: Pick<MailLedger, 'markOf'>,
  addresses: readonly string[],
): Promise<readonly SuppressedAddress[]> {
  const marks = await Promise.all(
    [...new Set(addresses)].map(async (address) => ({ address, problem: await ledger.markOf(address) })),
  );
  return marks.flatMap(({ address, problem }) => (problem ? { address, problem } : []));
}
