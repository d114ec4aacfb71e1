import { randomBytes } from 'node:crypto';
import type { Delivered } from './smtp.ts';

/** Verdicts that a mail asks for in its header `X-Local-Verdicts: dmarc=FAIL,spam=FAIL`; the others are PASS. On this machine only. */
const VERDICTS = /^x-local-verdicts:[ \t]*([\w=, \t]*)$/im;
const checks = ['spf', 'dkim', 'dmarc', 'spam', 'virus'] as const;

/** A received mail as SES stores it, and the event with which it starts a function. */
export interface Receipt {
  readonly id: string;
  readonly stored: Buffer;
  readonly event: object;
}

/**
 * Returns what SES makes of a mail: the stored mail has the headers of its way on top, among them the results of its checks.
 * https://docs.aws.amazon.com/ses/latest/dg/receiving-email-action-lambda-event.html
 */
export function receiptOf({ from, to, raw }: Delivered, at = new Date()): Receipt {
  const id = randomBytes(20).toString('hex');
  const head = raw.subarray(0, headEnd(raw)).toString('latin1');
  const asked = new Map(
    (VERDICTS.exec(head)?.[1] ?? '').split(',').map((one) => one.trim().split('=') as [string, string]),
  );
  const status = (check: (typeof checks)[number]) => asked.get(check)?.trim().toUpperCase() ?? 'PASS';
  const domain = senderDomain(head) ?? from.split('@').at(-1) ?? '';
  const results = [
    'amazonses.com',
    `spf=${status('spf').toLowerCase()} (spfCheck: local) client-ip=127.0.0.1; envelope-from=${from}; helo=localhost`,
    `dkim=${status('dkim').toLowerCase()} header.i=@${domain}`,
    `dmarc=${status('dmarc').toLowerCase()} header.from=${domain}`,
  ].join('; ');
  const added = [
    `Return-Path: <${from}>`,
    `Received: from localhost by inbound-smtp.local with SMTP id ${id}; ${at.toUTCString()}`,
    `X-SES-Spam-Verdict: ${status('spam')}`,
    `X-SES-Virus-Verdict: ${status('virus')}`,
    `Authentication-Results: ${results}`,
    `X-SES-RECEIPT: local`,
  ];
  const verdicts = Object.fromEntries(checks.map((check) => [`${check}Verdict`, { status: status(check) }]));
  const mail = { timestamp: at.toISOString(), source: from, messageId: id, destination: to, headersTruncated: false };
  const receipt = { timestamp: at.toISOString(), processingTimeMillis: 1, recipients: to, ...verdicts };
  return {
    id,
    stored: Buffer.concat([Buffer.from(`${added.join('\r\n')}\r\n`), raw]),
    event: { Records: [{ eventSource: 'aws:ses', eventVersion: '1.0', ses: { mail, receipt } }] },
  };
}

const headEnd = (raw: Buffer): number => {
  const ends = ['\r\n\r\n', '\n\n'].map((end) => raw.indexOf(end)).filter((end) => end >= 0);
  return ends.length > 0 ? Math.min(...ends) : raw.length;
};

const senderDomain = (head: string): string | undefined => /^from:.*@([\w.-]+)/im.exec(head)?.[1]?.toLowerCase();
