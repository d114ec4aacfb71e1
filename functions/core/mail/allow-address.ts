import { mailableAddress } from './address.ts';
import type { MailLedger } from './ports.ts';

/** The addresses that the mail service itself sends nothing to, whoever asks. */
export interface SuppressionList {
  /** Takes an address off the list, if it is there. Throws `DeskError('unavailable')` when the service cannot be reached. */
  remove(address: string): Promise<void>;
}

/** From now on an address gets mail again, whatever became of mail to it before. */
export async function allowAddress(
  {
    ledger,
    suppressionList,
  }: { readonly ledger: Pick<MailLedger, 'unmark'>; readonly suppressionList: SuppressionList },
  address: string,
): Promise<void> {
  const mailable = mailableAddress(address);
  // The desk's own mark last: it shows the agent that there is something to lift.
  if (mailable !== undefined) await suppressionList.remove(mailable);
  await ledger.unmark(address);
}
