import { MAX_ATTACHMENTS, MAX_FORM_FILE_BYTES } from '#core/files/attachment.ts';
import type { ContractBody } from '#http/edge/contract.ts';

/** The part of a contract's body by which a message may have files. */
export const withFiles = { lists: ['attachments'], files: true } as const satisfies Partial<ContractBody>;

export const filesDescription = `It may have ${MAX_ATTACHMENTS} files: \`attachments\` are ids of uploads, a repeated field in a form; a multipart form may have files of ${MAX_FORM_FILE_BYTES / 1024 / 1024} MB together as \`file\`.`;

export const filesMistakes =
  'or an upload that is not yours, not complete, expired, or in a message already (its pointer is in `errors`)';
