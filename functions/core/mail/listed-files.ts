import type { Attachment } from '#core/files/attachment.ts';
import { fileNameOf } from '#core/files/file-name.ts';
import { namedFile } from './messages.ts';

/** Returns a file's name and size, for a person to read. */
export const named = ({ name, size }: Attachment): string => namedFile(fileNameOf(name), size);

/** Returns the names and sizes of files on one line. */
export const listed = (files: readonly Attachment[]): string => files.map(named).join(', ');
