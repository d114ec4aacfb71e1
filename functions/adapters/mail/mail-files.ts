import type { Attachment } from 'postal-mime';
import { safeFileName } from '#core/inbound/file-name.ts';
import type { MailFile } from '#core/inbound/incoming-mail.ts';
import { MAX_MAIL_FILES } from '#core/inbound/mail-files.ts';
import { mailProblems } from '#core/inbound/messages.ts';

/** Characters of a part that a delivery report is read from. */
const MAX_REPORT = 64 * 1024;

/** Endings of files that come without a name. */
const ENDINGS: Readonly<Record<string, string>> = {
  'message/rfc822': '.eml',
  'message/delivery-status': '.txt',
  'text/rfc822-headers': '.txt',
  'text/plain': '.txt',
  'text/html': '.html',
  'text/calendar': '.ics',
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'image/gif': '.gif',
  'application/pdf': '.pdf',
};

/** The texts that a delivery report is read from; absent if the mail is none. */
interface ReportTexts {
  readonly status: string;
  readonly original: string;
}

/** Reads the files of a mail, and the texts of the first delivery report among them. Adds what was left out to `problems`. */
export function readFiles(
  attachments: readonly Attachment[],
  problems: string[],
): { files: MailFile[]; report: ReportTexts | undefined } {
  if (attachments.length > MAX_MAIL_FILES) {
    problems.push(mailProblems.filesCut(MAX_MAIL_FILES, attachments.length));
  }
  const files = attachments.slice(0, MAX_MAIL_FILES).map(fileOf);
  const status = files.find(({ type }) => type.endsWith('delivery-status'));
  const original = files.find(({ type }) => /^(?:message\/(?:rfc822|global)|text\/rfc822-headers)/.test(type));
  const report = status && { status: textOf(status), original: original ? textOf(original) : '' };
  return { files, report };
}

function fileOf({ filename, mimeType, content, contentId, disposition, related }: Attachment, index: number): MailFile {
  const type = /^[\w.+-]{1,64}\/[\w.+-]{1,128}$/.test(mimeType) ? mimeType : 'application/octet-stream';
  return {
    name: nameOf(filename ?? '', type, index),
    type,
    contentId: contentId?.replaceAll(/[<>\s]/g, '').slice(0, 998) || null,
    inline: disposition !== 'attachment' && (related === true || disposition === 'inline'),
    content: typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content),
  };
}

/** Mails in a mail are named after nothing that the sender wrote in them, and always end in `.eml`. */
function nameOf(filename: string, type: string, index: number): string {
  const ending = ENDINGS[type] ?? '';
  const name = safeFileName(filename, `file-${index + 1}${ending}`);
  return type === 'message/rfc822' && !/\.eml$/i.test(name) ? safeFileName(`${name}.eml`, '') : name;
}

const textOf = ({ content }: MailFile): string => new TextDecoder().decode(content.subarray(0, MAX_REPORT));
