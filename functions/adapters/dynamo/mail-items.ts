import type { Delivery } from '#core/mail/delivery.ts';
import type { MailName } from '#core/mail/mail.ts';
import { mailsEntry } from './entry-items.ts';

/** A mail in the send ledger, beside its ticket. */
export interface MailItem extends Delivery {
  readonly id: string;
  readonly entry: string;
  readonly ses_message_id?: string;
  /** The attempt that may send it, and until when, while it is `sending`. */
  readonly lease?: string;
  readonly lease_until?: string;
}

/** The prefix of the sort keys of a version's mails of one kind. */
const kindEntry = ({ kind, version }: Pick<MailName, 'kind' | 'version'>): string => `${mailsEntry(version)}${kind}#`;

/** Returns the sort key of a mail in the send ledger: the version it is about, its kind, and its recipient. */
export const mailEntry = (mail: MailName): string => kindEntry(mail) + mail.recipient;

/** Returns the name of a mail in the send ledger. */
export function toMailName({ id: ticketId, entry }: Pick<MailItem, 'id' | 'entry'>): MailName {
  const [, version = '', kind = '', recipient = ''] = entry.split('#');
  return { ticketId, version: Number(version), kind: kind as MailName['kind'], recipient };
}

/** Maps an item to its delivery. An attempt that should have ended before `now` (RFC 3339) has an unknown outcome. */
function toDelivery({ state, at, detail, remark, lease_until: until }: MailItem, now: string): Delivery {
  if (state === 'sending' && until !== undefined && until < now) return { state: 'unknown', at, detail: ENDED };
  return { state, at, ...(detail !== undefined && { detail }), ...(remark !== undefined && { remark }) };
}

export const ENDED = 'Sending ended without a response.';

/** Returns a lookup of the delivery of the mails of one kind about a version: the latest, if they went to several addresses. */
export function deliveries(items: readonly MailItem[], now: string) {
  return (mail: Pick<MailName, 'kind' | 'version'>): Delivery | undefined => {
    const found = items.filter(({ entry }) => entry.startsWith(kindEntry(mail)));
    const latest = found.toSorted((a, b) => (a.at < b.at ? -1 : 1)).at(-1);
    return latest && toDelivery(latest, now);
  };
}

/** Returns a lookup of the delivery of one mail. */
export function deliveryOf(items: readonly MailItem[], now: string) {
  const byEntry = new Map(items.map((item) => [item.entry, item]));
  return (mail: MailName): Delivery | undefined => {
    const item = byEntry.get(mailEntry(mail));
    return item && toDelivery(item, now);
  };
}
