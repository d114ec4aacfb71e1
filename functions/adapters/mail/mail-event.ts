import * as z from 'zod/mini';
import { mailKinds } from '#core/mail/mail.ts';
import type { MailTrouble } from '#core/mail/record-trouble.ts';

/** Reads a mail's tag, which SES reports as a list with one value. */
const tag = (value: RegExp) =>
  z.pipe(
    z.tuple([z.string().check(z.regex(value))]),
    z.transform(([one]) => one),
  );

const tags = z.looseObject({
  purpose: z.pipe(tag(/./), z.enum(mailKinds)),
  ticket: tag(/./),
  version: tag(/^[1-9]\d{0,8}$/),
  recipient: tag(/^[\da-f]{64}$/),
});

const recipients = z.array(z.looseObject({ emailAddress: z.string() }));

/**
 * An SES event, as EventBridge delivers it.
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
const mailEvent = z.looseObject({
  detail: z.looseObject({
    eventType: z.string(),
    mail: z.looseObject({ tags }),
    bounce: z.optional(
      z.looseObject({ bounceType: z.string(), bounceSubType: z.string(), bouncedRecipients: recipients }),
    ),
    complaint: z.optional(
      z.looseObject({ complaintFeedbackType: z.optional(z.string()), complainedRecipients: recipients }),
    ),
    reject: z.optional(z.looseObject({ reason: z.string() })),
  }),
});

/** Reads the trouble with one of this desk's mails from an event; undefined if the event reports none. Throws if the event isn't one. */
export function readMailEvent(event: unknown): MailTrouble | undefined {
  const parsed = mailEvent.safeParse(event);
  // Zod's own error may quote an address.
  if (!parsed.success) throw new Error('Not an SES event for this desk’s mail.');
  const { mail, bounce, complaint, reject } = parsed.data.detail;
  const { purpose: kind, ticket: ticketId, version, recipient } = mail.tags;
  const about = { mail: { kind, ticketId, version: Number(version), recipient } };
  if (bounce) {
    const { bounceType, bounceSubType, bouncedRecipients } = bounce;
    const addresses = bouncedRecipients.map(({ emailAddress }) => emailAddress);
    const detail = `${bounceType}: ${bounceSubType}`;
    return { ...about, problem: bounceType === 'Permanent' ? 'bounced' : undefined, addresses, detail };
  }
  if (complaint) {
    const addresses = complaint.complainedRecipients.map(({ emailAddress }) => emailAddress);
    return {
      ...about,
      problem: 'complained',
      addresses,
      detail: complaint.complaintFeedbackType ?? 'abuse',
    };
  }
  // SES found a virus in the mail and sent nothing; the address is not at fault.
  if (reject) return { ...about, problem: 'bounced', addresses: [], detail: `Rejected: ${reject.reason}` };
  return undefined;
}
