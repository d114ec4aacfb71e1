import { addressParser, decodeWords, type Email } from 'postal-mime';
import { automaticKind, readDeliveryReport } from '#core/inbound/automatic.ts';
import { cleanLine, cleanText } from '#core/inbound/clean-text.ts';
import { type IncomingMail, type ReadMail, UnreadableMail } from '#core/inbound/incoming-mail.ts';
import { header, headersNamed } from '#core/inbound/mail-headers.ts';
import { messageIds, referencesOf } from '#core/inbound/message-ids.ts';
import { mailProblems, unreadable } from '#core/inbound/messages.ts';
import { ADDRESS, MAX_ADDRESS } from '#core/mail/address.ts';
import { beginning } from '#core/text/text.ts';
import { BoundedParser } from './bounded-parser.ts';
import { htmlText } from './html-text.ts';
import { readFiles } from './mail-files.ts';
import { refuseBomb } from './mail-limits.ts';

/** Maximum length of a mail's text, in code points. */
const MAX_TEXT = 100_000;

/** Maximum length of a mail's HTML, in UTF-16 code units. */
const MAX_HTML = 1_000_000;

/** Maximum length of a subject, in code points. */
const MAX_SUBJECT = 998;

/** Maximum length of the From header; it has room for ten lines of RFC 5322. */
const MAX_FROM = 10_000;

/** The most addresses of To, Cc and Delivered-To that are kept. */
const MAX_RECIPIENTS = 100;

/** Maximum size of all headers of all parts together. */
const MAX_HEADERS = 1024 * 1024;

/** Maximum depth of parts in parts. Mail programs nest three or four. */
const MAX_DEPTH = 50;

/** Reads a raw mail with https://postal-mime.postalsys.com. Mails in the mail are kept as files. */
export const readMail: ReadMail = async (raw) => {
  refuseBomb(raw);
  const parser = new BoundedParser({
    forceRfc822Attachments: true,
    maxNestingDepth: MAX_DEPTH,
    maxHeadersSize: MAX_HEADERS,
  });
  const mail = await parse(parser, raw);
  const { headers } = mail;
  if (!headers.some(({ key, value }) => value && /^[!-9;-~]+$/.test(key))) {
    throw new UnreadableMail(unreadable.noHeaders);
  }
  const problems: string[] = [];
  const { files, report } = readFiles(mail.attachments, problems);
  return {
    from: authorOf(headersNamed(headers, 'from')),
    recipients: recipientsOf(mail, problems),
    subject: subjectOf(header(headers, 'subject')),
    messageId: messageIds(header(headers, 'message-id'))[0] ?? null,
    references: referencesOf(header(headers, 'references'), header(headers, 'in-reply-to')),
    sentAt: timeOf(header(headers, 'date')),
    text: textOf(mail, parser.skipped, problems),
    html: htmlOf(mail, problems),
    automatic: automaticKind(headers),
    report: report ? readDeliveryReport(report.status, report.original) : null,
    lists: headers.some(({ key }) => key.startsWith('list-')),
    authentication: headersNamed(headers, 'authentication-results'),
    attachments: files,
    problems,
  };
};

async function parse(parser: BoundedParser, raw: Uint8Array): Promise<Email> {
  try {
    // The parser copies a view, but not a buffer.
    return await parser.parse(wholeBuffer(raw));
  } catch (cause) {
    if (cause instanceof UnreadableMail) throw cause;
    const message = cause instanceof Error ? cause.message : '';
    if (message.startsWith('Maximum MIME nesting depth')) {
      throw new UnreadableMail(unreadable.tooDeep, { cause });
    }
    if (message.startsWith('Maximum header size')) {
      throw new UnreadableMail(unreadable.headersTooLarge, { cause });
    }
    throw new UnreadableMail(unreadable.notMail, { cause });
  }
}

/** Returns the buffer that is nothing but these bytes, without a copy where there is one. */
function wholeBuffer(bytes: Uint8Array): Uint8Array | ArrayBuffer {
  const { buffer, byteLength } = bytes;
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? buffer : bytes;
}

const isAddress = (address: string): boolean => address.length <= MAX_ADDRESS && ADDRESS.test(address);

/** More than one author, or a group, is nobody in particular. */
function authorOf(values: readonly string[]): IncomingMail['from'] {
  // A part of a header could name somebody else than the whole.
  if (values.some((value) => value.length > MAX_FROM)) return null;
  const [author, ...others] = values.flatMap((value) => addressParser(value));
  if (!author || others.length || author.address === undefined || !isAddress(author.address)) return null;
  const name = beginning(cleanLine(author.name), 100);
  return { name: name || null, address: author.address.toLowerCase() };
}

function recipientsOf({ headers }: Email, problems: string[]): string[] {
  const values = ['to', 'cc', 'delivered-to'].flatMap((name) => headersNamed(headers, name));
  const found = values.flatMap((value) => addressParser(value.slice(0, 100_000), { flatten: true }));
  const addresses = found.flatMap(({ address = '' }) => (isAddress(address) ? [address.toLowerCase()] : []));
  const distinct = [...new Set(addresses)];
  if (distinct.length > MAX_RECIPIENTS) problems.push(mailProblems.recipientsCut);
  return distinct.slice(0, MAX_RECIPIENTS);
}

const subjectOf = (value: string): string =>
  beginning(cleanLine(decodeWords(value.slice(0, 10 * MAX_SUBJECT))), MAX_SUBJECT);

function timeOf(value: string): string | null {
  const time = new Date(value.slice(0, 100));
  const year = time.getUTCFullYear();
  return year >= 1970 && year <= 9999 ? time.toISOString() : null;
}

/** Browsers show HTML that ends anywhere. Without control characters, of which each takes seven bytes of a response, it fits into one. */
function htmlOf({ html }: Email, problems: string[]): string | null {
  const whole = cleanText(html ?? '');
  if (whole === '') return null;
  if (whole.length > MAX_HTML) problems.push(mailProblems.htmlCut);
  return whole.slice(0, MAX_HTML).toWellFormed();
}

function textOf({ text, html = '' }: Email, skipped: boolean, problems: string[]): string {
  const sent = text?.trim() ? { text: text.slice(0, 4 * MAX_TEXT), cut: text.length > 4 * MAX_TEXT } : htmlText(html);
  const whole = cleanText(sent.text);
  const kept = beginning(whole, MAX_TEXT);
  if (skipped || sent.cut || kept.length < whole.length) {
    problems.push(mailProblems.textCut);
  }
  if (kept.includes('\ufffd')) problems.push(mailProblems.undecoded);
  return kept;
}
