import type { FilesToAttach } from '#core/files/attach-files.ts';
import type { Attachment } from '#core/files/attachment.ts';
import { decidedType } from '#core/files/image-type.ts';
import type { FileStore } from '#core/files/ports.ts';
import { idempotentId } from '#core/idempotency.ts';
import type { IncomingMail, MailFile } from './incoming-mail.ts';

/** The most files of a received mail that become its message's; the others are in its original. */
export const MAX_MAIL_FILES = 50;

/** Returns a mail's files as they are attached to its message, in their order: the same each time. */
export const attachmentsOf = (mailId: string, files: readonly MailFile[]): Attachment[] =>
  files.map((file, index) => attachmentOf(mailId, file, index));

const attachmentOf = (mailId: string, { name, type, content }: MailFile, index: number): Attachment => ({
  id: idempotentId('file of a received mail', mailId, String(index)),
  name,
  type: decidedType(type, content),
  size: content.length,
});

/** Returns the files of a received mail, to be put where the ticket's are, or the wanted ones; undefined if it has none. Putting them again changes nothing. */
export function mailFiles(
  { files }: { readonly files: Pick<FileStore, 'put'> },
  mailId: string,
  { attachments: given }: Pick<IncomingMail, 'attachments'>,
  isWanted: (file: MailFile) => boolean = () => true,
): Pick<FilesToAttach, 'attach'> | undefined {
  const wanted = given.flatMap((one, index) =>
    isWanted(one) ? [{ file: attachmentOf(mailId, one, index), content: one.content }] : [],
  );
  if (wanted.length === 0) return undefined;
  const attachments = wanted.map(({ file }) => file);
  let where: string | undefined;
  return {
    async attach(ticketId) {
      if (where !== ticketId) await Promise.all(wanted.map(({ file, content }) => files.put(ticketId, file, content)));
      where = ticketId;
      return { attachments };
    },
  };
}
