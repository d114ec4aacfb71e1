import type { ByMail } from '#core/inbound/by-mail.ts';

/** The mail that a message arrived by, as an attribute of its item. */
export interface MailAttributes {
  id: string;
  from: string;
  verified: boolean;
  forwarded: boolean;
  held: boolean;
  automatic: ByMail['automatic'];
  quoted: string;
  remarks: readonly string[];
  /** Absent unless an agent wrote it. */
  reply?: ByMail['reply'];
  /** Present if it has HTML. */
  html?: true | undefined;
}

export const mailAttributes = ({ isVerified, isForwarded, wasHeld, hasHtml, ...mail }: ByMail): MailAttributes => ({
  ...mail,
  verified: isVerified,
  forwarded: isForwarded,
  held: wasHeld,
  ...(hasHtml && { html: true }),
});

export const toByMail = ({ verified, forwarded, held, html, ...mail }: MailAttributes): ByMail => ({
  ...mail,
  isVerified: verified,
  isForwarded: forwarded,
  wasHeld: held,
  ...(html && { hasHtml: true }),
});
