import * as z from 'zod/mini';
import { MAX_FILE_BYTES, MAX_FILE_NAME } from '#core/files/attachment.ts';
import type { createUpload } from '#core/files/create-upload.ts';
import { isFileName, MEDIA_TYPE } from '#core/files/file-name.ts';
import { plainLinePattern } from '#core/text/text.ts';
import type { Contract } from '#http/edge/contract.ts';
import { created, type Ok } from '#http/edge/endpoint.ts';
import { contended, refused } from '#http/edge/problems.ts';
import { text } from '#http/edge/text-field.ts';
import { uuid } from '#http/edge/uuid.ts';
import { time } from '#http/ticket/ticket-json.ts';

const contract = {
  summary: 'Announce a file',
  description:
    'Returns a form to send to `url` as `multipart/form-data`: all `fields`, then the file as `file`. It takes exactly this size and type, for two hours. Then claim the file with its id in `attachments` of a ticket, reply or note.',
  body: {
    schema: z
      .strictObject({
        name: text(MAX_FILE_NAME).check(
          z.refine(isFileName, 'must be one line without slashes'),
          z.meta({ pattern: plainLinePattern('/\\\\') }),
        ),
        type: z
          .string('must be a media type')
          .check(z.regex(MEDIA_TYPE, 'must be a media type in lower case, without parameters')),
        size: z
          .int(`must be a whole number from 1 to ${MAX_FILE_BYTES}`)
          .check(
            z.minimum(1, `must be a whole number from 1 to ${MAX_FILE_BYTES}`),
            z.maximum(MAX_FILE_BYTES, `must be a whole number from 1 to ${MAX_FILE_BYTES}`),
          ),
      })
      .check(z.meta({ id: 'UploadDraft' })),
    types: ['application/json'],
  },
  responses: {
    201: {
      description: 'The form',
      schema: z
        .strictObject({
          upload_id: uuid(),
          url: z.string(),
          fields: z.record(z.string(), z.string()),
          expires_at: time.check(z.meta({ description: 'Until then the file can be claimed' })),
        })
        .check(z.meta({ id: 'Upload' })),
    },
    400: { description: "The body can't be parsed" },
    409: contended,
    413: { description: 'The body is too large' },
    415: { description: 'The body is not JSON in UTF-8' },
  },
} as const;

const { 401: unauthorized, 503: unreachable } = refused.customer;
const mistakes = 'A missing, unknown or wrong field; or too many files that no message has claimed (`upload_quota`)';

/** Customers need no credits to reply, so they need none to upload. */
export const createOwnUploadContract = {
  ...contract,
  responses: {
    ...contract.responses,
    401: unauthorized,
    422: { description: `${mistakes}, or too many bytes today (\`upload_quota\`)` },
    503: unreachable,
  },
} satisfies Contract;

export const createUploadContract = {
  ...contract,
  responses: { ...contract.responses, ...refused.agent, 422: { description: mistakes } },
} satisfies Contract;

/** Returns an announced upload as a response. */
export const createdUpload = ({ upload, form }: Awaited<ReturnType<typeof createUpload>>): Ok =>
  created({ upload_id: upload.id, url: form.url, fields: form.fields, expires_at: upload.expiresAt });
