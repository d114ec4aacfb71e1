import * as z from 'zod/mini';
import { mailKinds } from '#core/mail/mail.ts';
import type { MailTrouble } from '#core/mail/record-trouble.ts';

/** A tag of a mail is reported as a list of its values, of which there is one. */
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
 * An event of SES's, as EventBridge delivers it.
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

/** What an event tells of a mail of this desk; undefined for one that is no trouble. Throws if it cannot be read. */
export function readMailEvent(event: unknown): MailTrouble | undefined {
  const parsed = mailEvent.safeParse(event);
  // Not zod's own error, which may quote an address.
  if (!parsed.success) throw new Error('This is no event of SES about a mail of this desk.');
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
  // SES found a virus in it and sent nothing; the address is as good as before.
  if (reject) return { ...about, problem: 'bounced', addresses: [], detail: `Rejected: ${reject.reason}` };
  return undefined;
}
