import { DeskError } from '#core/errors.ts';
import type { Clock } from '#core/ports.ts';
import type { Attachment } from './attachment.ts';
import { timestampOf } from './create-upload.ts';
import type { FileStore } from './ports.ts';

/** The time for which a link to a file works. */
export const LINK_SECONDS = 300;

/** An address that serves a file until it expires. */
export interface FileLink {
  readonly url: string;
  readonly expiresAt: string;
}

/** Returns a link to a ticket's file. Throws `not_found` if there is none. */
export async function linkToFile(
  { files, clock }: { readonly files: Pick<FileStore, 'link'>; readonly clock: Pick<Clock, 'now'> },
  found: { readonly ticketId: string; readonly file: Attachment } | undefined,
): Promise<FileLink> {
  if (!found) throw new DeskError('not_found', 'There is no file with this id.');
  const expiresAt = linkEnd(clock);
  return { url: await files.link(found.ticketId, found.file, LINK_SECONDS), expiresAt };
}

/** Returns the time at which a link that is made now expires. */
export const linkEnd = (clock: Pick<Clock, 'now'>): string => timestampOf(clock.now() + LINK_SECONDS * 1000);
