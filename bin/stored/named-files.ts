import * as z from 'zod';
import { fileKey } from '#adapters/files/file-object.ts';
import type { Attachment } from '#core/files/attachment.ts';
import { bucketPrefixes } from '#functions/bucket-keys.ts';
import type { Stored } from './stored.ts';
import { attachments, isTicketId } from './stored-items.ts';

/** An object in the bucket of files that a record names: a file of a message, or a mail as it was received. */
export interface NamedFile {
  /** Safe as a path, too. */
  readonly key: string;
  /** Undefined for a mail. */
  readonly file: Attachment | undefined;
}

const mailId = z.string().regex(/^[\w-]{1,200}$/);

/** Returns the objects that a record names, each once. Ids that no desk gives aren't names of any. */
export function namedFiles({ id, entries }: Stored): readonly NamedFile[] {
  const all = entries.flatMap((entry): NamedFile[] => {
    const files = isTicketId(id) ? (attachments.safeParse(entry.attachments).data ?? []) : [];
    const mail = mailId.safeParse((entry.mail as { id?: unknown } | undefined)?.id ?? entry.mail_id).data;
    return [
      ...files.map((file) => ({ key: fileKey(id, file), file })),
      ...(mail === undefined ? [] : [{ key: bucketPrefixes.receivedMail + mail, file: undefined }]),
    ];
  });
  return [...new Map(all.map((named) => [named.key, named])).values()];
}
