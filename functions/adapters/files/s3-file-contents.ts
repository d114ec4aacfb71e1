import type { S3ClientConfig } from '@aws-sdk/client-s3';
import { patience } from '#adapters/aws-client.ts';
import type { FileContents } from '#core/files/ports.ts';
import { asUnavailable } from './as-unavailable.ts';
import { fileKey } from './file-object.ts';
import { lazyS3 } from './lazy-s3.ts';
import { isMissing } from './missing-object.ts';

/** The time to wait for the beginning of a file, in milliseconds. */
const RESPONSE_MS = 3000;

/** Reads the files of tickets in the bucket. */
export function s3FileContents(Bucket: string, config: S3ClientConfig = {}): FileContents {
  const requestHandler = { ...patience.requestHandler, requestTimeout: RESPONSE_MS };
  const s3 = lazyS3({ ...patience, requestHandler, ...config });
  return {
    async read(ticketId, fileId) {
      try {
        const { client, GetObjectCommand } = await s3();
        const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: fileKey(ticketId, { id: fileId }) }));
        return (await Body?.transformToByteArray()) ?? new Uint8Array();
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw asUnavailable(error);
      }
    },
  };
}
