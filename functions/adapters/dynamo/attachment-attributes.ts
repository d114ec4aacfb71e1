import type { Attachment } from '#core/files/attachment.ts';

/** The files of a message, as an attribute of its item; absent if it has none. */
export const attachmentAttributes = (attachments: readonly Attachment[] | undefined): Attachment[] | undefined =>
  attachments && attachments.length > 0
    ? attachments.map(({ id, name, type, size }) => ({ id, name, type, size }))
    : undefined;
