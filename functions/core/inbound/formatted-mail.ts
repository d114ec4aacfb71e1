import { DeskError } from '#core/errors.ts';
import { isImageType } from '#core/files/image-type.ts';
import { type FileLink, linkToFile } from '#core/files/link-to-file.ts';
import type { FileStore } from '#core/files/ports.ts';
import type { Clock } from '#core/ports.ts';
import { type ReadMail, UnreadableMail } from './incoming-mail.ts';
import { attachmentsOf } from './mail-files.ts';
import type { MailMessage } from './original.ts';
import type { ReceivedMails } from './ports.ts';

/** An image that the HTML of a mail shows by `cid:` and this id. */
interface InlineImage extends Pick<FileLink, 'url'> {
  readonly contentId: string;
}

/** The HTML of a mail as its sender wrote it. A stranger did: it isn't safe to show as it is. */
export interface FormattedMail {
  readonly html: string;
  /** The images that came with it. */
  readonly images: readonly InlineImage[];
}

interface FormattedWorld {
  readonly originals: Pick<ReceivedMails, 'read'>;
  readonly readMail: ReadMail;
  readonly files: Pick<FileStore, 'link'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** Returns the HTML of a mail, read from its original. Throws `not_found` if it has none or the original is gone, and `unavailable`. */
export async function formattedMail(
  world: FormattedWorld,
  { ticketId, mail, attachments }: MailMessage,
): Promise<FormattedMail> {
  const incoming = await world.readMail(await world.originals.read(mail.id)).catch(asNotFound);
  if (incoming.html === null) throw notFormatted();
  const stored = new Set(attachments.map(({ id }) => id));
  const images = attachmentsOf(mail.id, incoming.attachments).flatMap((file, index) => {
    const contentId = incoming.attachments[index]?.contentId;
    return contentId && isImageType(file.type) && stored.has(file.id) ? [{ contentId, file }] : [];
  });
  const linked = images.map(async ({ contentId, file }) => ({
    contentId,
    url: (await linkToFile(world, { ticketId, file })).url,
  }));
  return { html: incoming.html, images: await Promise.all(linked) };
}

function asNotFound(error: unknown): never {
  throw error instanceof UnreadableMail ? notFormatted() : error;
}

const notFormatted = () => new DeskError('not_found', 'This email has no formatted text.');
