import { createTransport } from 'nodemailer';
import type { Attachment } from 'nodemailer/lib/mailer/index.js';
import type { SentMail } from '#test/local/mail-service.ts';

/** A mail as a person writes it. */
export interface Written {
  readonly from: string;
  readonly to: string;
  readonly subject?: string;
  readonly text?: string;
  readonly html?: string;
  readonly references?: string;
  readonly headers?: Record<string, string>;
  readonly attachments?: Attachment[];
  /** The whole mail, instead of its parts. */
  readonly raw?: string;
}

/** Sends a mail by SMTP, as a mail program does. `smtp` is the server's address. */
export async function sendMail(smtp: string, mail: Written): Promise<void> {
  const { hostname, port } = new URL(smtp);
  const transport = createTransport({ host: hostname, port: Number(port), secure: false, ignoreTLS: true });
  const { from, to, raw } = mail;
  const sent =
    raw === undefined ? { subject: 'Re: Need help', text: 'Hello', ...mail } : { envelope: { from, to }, raw };
  await transport.sendMail(sent).finally(() => transport.close());
}

/** Returns the reply to one of the desk's mails, with what it replies to below, as mail programs write it. */
export const replyFrom = (
  from: string,
  mail: SentMail | undefined,
  text: string,
  headers: Record<string, string> = {},
): Written => ({
  from,
  to: mail?.replyTo[0] ?? '',
  references: mail?.headers?.find(({ name }) => name === 'References')?.value ?? '',
  text: `${text}\n\nOn Tue, 24 Nov 2026 at 10:00, QuickTools <support@quicktools.example> wrote:\n\n${quoted(mail)}`,
  headers,
});

const quoted = (mail: SentMail | undefined) =>
  (mail?.body.text ?? '')
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');

/** Returns a server's report that one of the desk's mails couldn't be delivered (RFC 3464). */
export const deliveryReport = (mail: SentMail | undefined): Written => ({
  from: 'mailer-daemon@example.com',
  to: mail?.replyTo[0] ?? '',
  raw: [
    'From: mailer-daemon@example.com',
    `To: ${mail?.replyTo[0]}`,
    'Subject: Undelivered mail',
    'MIME-Version: 1.0',
    'Auto-Submitted: auto-replied',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'There is no such mailbox.',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example.com',
    '',
    `Final-Recipient: rfc822; ${mail?.destination.to[0]}`,
    'Action: failed',
    'Status: 5.1.1',
    '',
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: <${mail?.messageId}@eu-central-1.amazonses.com>`,
    '',
    '--b--',
    '',
  ].join('\r\n'),
});
