import * as z from 'zod/mini';
import { type Attachment, MAX_ATTACHMENTS } from '#core/files/attachment.ts';
import { uuid } from '#http/edge/uuid.ts';

/** A file of a message on the wire. */
const attachmentJson = z
  .strictObject({
    id: uuid(),
    name: z.string(),
    type: z
      .string()
      .check(
        z.meta({ description: 'An image’s type by its content; otherwise what its sender said: don’t rely on it' }),
      ),
    size: z.int().check(z.meta({ description: 'Bytes' })),
  })
  .check(z.meta({ id: 'Attachment' }));

export const attachmentsJson = z.array(attachmentJson);

/** Maps a message's files to their wire names. */
export const toAttachmentsJson = (attachments: readonly Attachment[] | undefined): z.output<typeof attachmentsJson> =>
  (attachments ?? []).map(({ id, name, type, size }) => ({ id, name, type, size }));

/** The field by which a message claims uploads: a list in JSON, a repeated field in a form. */
export const attachmentsField = z.optional(
  z
    .array(uuid('must be the id of an upload'), 'must be a list of ids of uploads')
    .check(
      z.maxLength(MAX_ATTACHMENTS, `has more than ${MAX_ATTACHMENTS} files`),
      z.meta({ description: 'Ids of uploads' }),
    ),
);
