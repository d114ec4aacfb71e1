import type { MailName } from '../core/mail/mail.ts';
import type { Delivery } from '../core/thread.ts';
import { mailsEntry } from './entry-items.ts';

/** A mail in the send ledger, beside its ticket. */
export interface MailItem {
  id: string;
  entry: string;
  state: Delivery['state'];
  at: string;
  ses_message_id?: string;
  detail?: string;
}

/** The sort key of a mail in the send ledger: the version it tells of, and what it is for. */
export const mailEntry = ({ kind, version }: Pick<MailName, 'kind' | 'version'>): string =>
  `${mailsEntry(version)}${kind}`;

const toDelivery = ({ state, at, detail }: MailItem): Delivery => ({ state, at, detail });

/** Finds what became of a mail among the ledger's items. */
export function deliveries(items: readonly MailItem[]) {
  const byEntry = new Map(items.map((item) => [item.entry, toDelivery(item)]));
  return (mail: Pick<MailName, 'kind' | 'version'>): Delivery | undefined => byEntry.get(mailEntry(mail));
}
