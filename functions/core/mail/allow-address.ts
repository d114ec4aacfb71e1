import { mailableAddress } from './address.ts';
import type { MailLedger } from './ports.ts';

/** The mail service's own list of addresses that it sends nothing to. */
export interface SuppressionList {
  /** Removes an address from the list, if it is on it. Throws `DeskError('unavailable')` if the service can't be reached. */
  remove(address: string): Promise<void>;
}

/** Allows mail to an address again, after a bounce or a complaint. */
export async function allowAddress(
  {
    ledger,
    suppressionList,
  }: { readonly ledger: Pick<MailLedger, 'unmark'>; readonly suppressionList: SuppressionList },
  address: string,
): Promise<void> {
  const mailable = mailableAddress(address);
  // The desk's own mark last: while it is there, the agent sees that the address is still blocked.
  if (mailable !== undefined) await suppressionList.remove(mailable);
  await ledger.unmark(address);
}
