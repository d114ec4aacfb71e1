import type { Attachment } from '#core/files/attachment.ts';
import { fileNameOf } from '#core/files/file-name.ts';
import type { FileContents } from '#core/files/ports.ts';
import type { Message } from '#core/ticket/entry.ts';
import type { Mail } from './mail.ts';
import { isRefused } from './refused-types.ts';

/** The most that the files of one mail may have together, in bytes of base64: servers that take no more than 10 MB are common. */
const MAX_CARRIED_BYTES = 7_000_000;

/** A file with its content, as a mail carries it. */
export interface CarriedFile extends Attachment {
  readonly content: Uint8Array;
}

/** Returns the files of a message that a mail can carry: in its order, as many as fit. */
export function carried({ attachments = [] }: Pick<Message, 'attachments'>): readonly Attachment[] {
  let left = MAX_CARRIED_BYTES;
  return attachments.filter(({ name, size }) => {
    const bytes = base64Bytes(size);
    if (bytes === 0 || bytes > left || isRefused(fileNameOf(name))) return false;
    left -= bytes;
    return true;
  });
}

const base64Bytes = (size: number): number => Math.ceil(size / 3) * 4;

/** Reads the files of a mail. Returns it with those that are there; it names the others instead. Throws `unavailable`. */
export async function withContents(
  contents: FileContents,
  mail: Mail,
): Promise<{ readonly mail: Mail; readonly files: readonly CarriedFile[] }> {
  const { files } = mail;
  if (!files) return { mail, files: [] };
  const read = await Promise.all(
    files.carried.map(async (file) => ({ ...file, content: await contents.read(mail.ticketId, file.id) })),
  );
  const there = read.filter((file): file is CarriedFile => file.content !== undefined);
  if (there.length === read.length) return { mail, files: there };
  return { mail: files.carrying(files.carried.filter(({ id }) => there.some((file) => file.id === id))), files: there };
}
