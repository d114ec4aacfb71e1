import { DeskError, ticketNotFound } from '#core/errors.ts';
import type { Attachment } from '#core/files/attachment.ts';
import { type FileLink, LINK_SECONDS, linkEnd } from '#core/files/link-to-file.ts';
import type { Clock } from '#core/ports.ts';
import { withMerged } from '#core/ticket/merged-messages.ts';
import type { ThreadStore, TicketStore } from '#core/ticket/ports.ts';
import type { ByMail } from './by-mail.ts';
import { safeFileName } from './file-name.ts';
import type { HeldMailStore, StoredHeldMail } from './held-mail.ts';
import type { OriginalLinks } from './ports.ts';

/** A message that came by mail; its ticket may be one that was merged into the named one. */
export interface MailMessage {
  readonly ticketId: string;
  readonly subject: string;
  readonly mail: ByMail;
  readonly attachments: readonly Attachment[];
}

/** Returns a message that came by mail; `messageId` is its ticket's own id for a first one. Throws `not_found` if there is none, or if it didn't. */
export async function findMailMessage(
  { tickets, threads }: { readonly tickets: Pick<TicketStore, 'get'>; readonly threads: Pick<ThreadStore, 'find'> },
  ticketId: string,
  messageId: string,
): Promise<MailMessage> {
  const ticket = await tickets.get(ticketId);
  if (!ticket) throw ticketNotFound();
  for await (const one of withMerged({ tickets }, ticket)) {
    const message = messageId === one.id ? one : await threads.find(one.id, messageId);
    if (!message) continue;
    const { mail, attachments = [] } = message;
    if (!mail) throw new DeskError('not_found', 'This message didn’t come by email.');
    return { ticketId: one.id, subject: one.subject, mail, attachments };
  }
  throw new DeskError('not_found', 'There is no message with this id.');
}

/** Returns the held mail, or throws `not_found`. */
export async function findHeldMail(held: Pick<HeldMailStore, 'get'>, id: string): Promise<StoredHeldMail> {
  const mail = await held.get(id);
  if (!mail) throw heldMailNotFound();
  return mail;
}

export const heldMailNotFound = () => new DeskError('not_found', 'There is no held mail with this id.');

/** Returns a link that downloads a mail as it was received, named after its subject. Throws `not_found` if it is gone, and `unavailable`. */
export async function linkToOriginal(
  { originals, clock }: { readonly originals: OriginalLinks; readonly clock: Pick<Clock, 'now'> },
  mailId: string,
  subject: string,
): Promise<FileLink> {
  const expiresAt = linkEnd(clock);
  const name = `${safeFileName(subject.replaceAll(/[/\\]/g, '-'), mailId).slice(0, MAX_NAME)}.eml`;
  return { url: await originals.link(mailId, name.toWellFormed(), LINK_SECONDS), expiresAt };
}

/** The most characters of a subject in a file's name. */
const MAX_NAME = 100;
