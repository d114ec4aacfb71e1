import { addressHash } from '#core/mail/address.ts';
import type { MailName } from '#core/mail/mail.ts';

/** Which mail, and whom it went to. */
export interface Told extends Omit<MailName, 'recipient'> {
  readonly address: string;
}

const about = ({ kind, ticketId, version, address }: Told) => ({
  tags: { purpose: [kind], ticket: [ticketId], version: [String(version)], recipient: [addressHash(address)] },
});

/** An event of Amazon SES, as EventBridge delivers it, about a mail that bounced. */
export const bounce = (mail: Told, bounceType: string, bounceSubType: string) => ({
  'detail-type': 'Email Bounced',
  detail: {
    eventType: 'Bounce',
    mail: about(mail),
    bounce: { bounceType, bounceSubType, bouncedRecipients: [{ emailAddress: mail.address }] },
  },
});

/** Its event about a mail that the recipient marked as spam. */
export const complaint = (mail: Told) => ({
  'detail-type': 'Email Complaint Received',
  detail: {
    eventType: 'Complaint',
    mail: about(mail),
    complaint: { complaintFeedbackType: 'abuse', complainedRecipients: [{ emailAddress: mail.address }] },
  },
});

/** Its event about a mail that the recipient's server accepted. */
export const deliveredEvent = (mail: Told) => ({
  'detail-type': 'Email Delivered',
  detail: { eventType: 'Delivery', mail: about(mail), delivery: { recipients: [mail.address] } },
});
