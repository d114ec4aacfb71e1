import {
  CopyObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { keepingDeadlines, patience } from '#adapters/aws-client.ts';
import { SIGNATURE_BYTES } from '#core/files/image-type.ts';
import type { FileStore } from '#core/files/ports.ts';
import { bucketPrefixes } from '#functions/bucket-keys.ts';
import { asUnavailable } from './as-unavailable.ts';
import { fileKey, servedAs } from './file-object.ts';
import { hasStatus, isMissing } from './missing-object.ts';

/** The longest to wait for a response: a copy of the largest file takes longer than other calls. */
const RESPONSE_MS = 3000;

/** The contents of files in a bucket of Amazon S3: uploads by their ids, and files by their ticket's and their own. */
export function s3Objects(Bucket: string, config: S3ClientConfig): FileStore {
  const client = keepingDeadlines(
    new S3Client({
      ...patience,
      requestHandler: { ...patience.requestHandler, requestTimeout: RESPONSE_MS },
      // S3 calculates none of a form's file, and a link is for browsers, which check none.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      ...config,
    }),
    patience.requestHandler.connectionTimeout + RESPONSE_MS,
  );
  return {
    async form({ id, type, size }, seconds) {
      const { url, fields } = await createPresignedPost(client, {
        Bucket,
        Key: uploadKey(id),
        Fields: { 'content-type': type },
        Conditions: [['content-length-range', size, size]],
        Expires: seconds,
      }).catch(throwAsUnavailable);
      return { url, fields };
    },

    async uploaded(id) {
      try {
        const Range = `bytes=0-${SIGNATURE_BYTES - 1}`;
        const got = await client.send(new GetObjectCommand({ Bucket, Key: uploadKey(id), Range }));
        const beginning = (await got.Body?.transformToByteArray()) ?? new Uint8Array();
        return { size: sizeOf(got.ContentRange), etag: got.ETag ?? '', beginning };
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw asUnavailable(error);
      }
    },

    async copy({ id, etag }, ticketId, file) {
      const copy = new CopyObjectCommand({
        Bucket,
        Key: fileKey(ticketId, file),
        CopySource: `${Bucket}/${uploadKey(id)}`,
        CopySourceIfMatch: etag,
        MetadataDirective: 'REPLACE',
        ...servedAs(file),
      });
      try {
        await client.send(copy);
        return true;
      } catch (error) {
        if (isMissing(error) || hasStatus(error, 412)) return false;
        throw asUnavailable(error);
      }
    },

    async put(ticketId, file, content) {
      const put = new PutObjectCommand({
        Bucket,
        Key: fileKey(ticketId, file),
        Body: content,
        ContentLength: content.length,
        ...servedAs(file),
      });
      await client.send(put).catch(throwAsUnavailable);
    },

    link: (ticketId, file, seconds) => {
      const { ContentType, ContentDisposition } = servedAs(file);
      const get = new GetObjectCommand({
        Bucket,
        Key: fileKey(ticketId, file),
        ResponseContentType: ContentType,
        ResponseContentDisposition: ContentDisposition,
      });
      return getSignedUrl(client, get, { expiresIn: seconds }).catch(throwAsUnavailable);
    },
  };
}

const uploadKey = (id: string): string => bucketPrefixes.uploads + id;

/** Reads the size of an object from `bytes 0-15/1000`. */
const sizeOf = (range: string | undefined): number => Number(range?.split('/')[1] ?? 0);

function throwAsUnavailable(error: unknown): never {
  throw asUnavailable(error);
}
