import type { AutomaticKind } from './by-mail.ts';
import type { DeliveryReport } from './incoming-mail.ts';
import { header, headersNamed, type MailHeaders } from './mail-headers.ts';
import { messageIds, referencesOf } from './message-ids.ts';

/** Returns the first word of a structured header in lower case, without comments and parameters. */
const firstWord = (value: string): string => /^[\s"]*([\w/.-]+)/.exec(value)?.[1]?.toLowerCase() ?? '';

/** Content types of reports (RFC 6522) by what they say about the mail that caused them. */
const REPORTS: readonly (readonly [RegExp, AutomaticKind])[] = [
  [/\breport-type\s*=\s*"?(?:delivery-status|global-delivery-status)\b/i, 'bounce'],
  [/\breport-type\s*=\s*"?(?:disposition-notification|global-disposition-notification)\b/i, 'receipt'],
];

/** Values of Precedence that people's mail doesn't have. */
const PRECEDENCE = new Map<string, AutomaticKind>([
  ['bulk', 'bulk'],
  ['junk', 'bulk'],
  ['list', 'bulk'],
  ['auto_reply', 'auto_reply'],
]);

/** Headers that only answering machines set, whatever their value. */
const MACHINES = ['x-autoreply', 'x-autorespond', 'x-auto-response-suppress'];

/**
 * Returns the kind of mail that no person wrote (RFC 3834, section 2); null if a person may have written it. List-* headers alone mean nothing:
 * people write to mailing lists.
 */
export function automaticKind(headers: MailHeaders): AutomaticKind | null {
  const type = header(headers, 'content-type');
  if (firstWord(type) === 'multipart/report') {
    const report = REPORTS.find(([pattern]) => pattern.test(type));
    if (report) return report[1];
  }
  // Servers write bounces, and some machines their replies, without a return path, so that nothing bounces back (RFC 5321, section 4.5.5).
  const nobody = /^\s*<\s*>/.test(header(headers, 'return-path'));
  const submitted = headersNamed(headers, 'auto-submitted').map(firstWord);
  const automatic = submitted.some((word) => word !== 'no' && word !== '');
  if (automatic || headers.some(({ key }) => MACHINES.includes(key))) return 'auto_reply';
  const precedence = headersNamed(headers, 'precedence').map((value) => PRECEDENCE.get(firstWord(value)));
  return precedence.find((kind) => kind !== undefined) ?? (nobody ? 'bounce' : null);
}

/** Reads header fields out of text: the parts of a delivery report, or the head of a mail. Stops at the first empty line after them. */
function fieldsOf(text: string): MailHeaders {
  const fields: { key: string; value: string }[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (!line.trim()) {
      if (fields.length) break;
      continue;
    }
    const last = fields.at(-1);
    const colon = line.indexOf(':');
    if (/^[ \t]/.test(line) && last) last.value += ` ${line.trim()}`;
    else if (colon > 0)
      fields.push({ key: line.slice(0, colon).trim().toLowerCase(), value: line.slice(colon + 1).trim() });
  }
  return fields;
}

/** Characters of a report that are read: it is about one mail, and a server may attach much more. */
const READ = 64 * 1024;

/** Returns the last group of fields before which `name` first appears, so that the fields about the server come first. */
function recipientFields(status: string): MailHeaders {
  const groups = status.split(/(?:\r?\n[ \t]*){2}/).map(fieldsOf);
  return groups.find((fields) => fields.some(({ key }) => key.endsWith('-recipient'))) ?? [];
}

/** Returns the value after `rfc822;` or another type (RFC 3464, section 2.1.2). */
const untyped = (value: string): string => value.slice(value.indexOf(';') + 1).trim();

/**
 * Reads a delivery report: `status` is its message/delivery-status part, `original` the mail that it is about or that mail's headers. Null if it
 * names neither a recipient nor a mail. Everything in it may be forged.
 */
export function readDeliveryReport(status: string, original: string): DeliveryReport | null {
  const fields = recipientFields(status.slice(0, READ));
  const about = fieldsOf(original.slice(0, READ));
  const recipient = untyped(header(fields, 'final-recipient') || header(fields, 'original-recipient'));
  const report = {
    recipient: recipient.replaceAll(/[<>]/g, '').toLowerCase() || null,
    action: firstWord(header(fields, 'action')) || null,
    status: /[245]\.\d{1,3}\.\d{1,3}/.exec(header(fields, 'status'))?.[0] ?? null,
    messageId: messageIds(header(about, 'message-id'))[0] ?? null,
    references: referencesOf(header(about, 'references'), header(about, 'in-reply-to')),
  };
  return report.recipient || report.messageId ? report : null;
}
