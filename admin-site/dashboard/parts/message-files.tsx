import type { Attachment } from '#core/files/attachment.ts';
import { fileParts } from './file-parts.ts';

interface MessageFilesProps {
  /** Absent while the desk hasn't accepted the message. */
  readonly ticketId?: string;
  readonly files: readonly Attachment[] | undefined;
}

/** The files of a message; until their views are loaded, their names. */
export function MessageFiles({ files = [], ...of }: MessageFilesProps) {
  const parts = fileParts.value;
  if (files.length === 0) return null;
  return parts ? (
    <parts.MessageFiles files={files} {...of} />
  ) : (
    <p class="hint">{files.map(({ name }) => name).join(', ')}</p>
  );
}
