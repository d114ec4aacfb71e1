import type { S3ClientConfig } from '@aws-sdk/client-s3';
import { isOutage } from '#adapters/aws-client.ts';
import { DeskError, unavailable } from '#core/errors.ts';
import type { ReceivedMails } from '#core/inbound/ports.ts';
import { bucketPrefixes } from '#functions/bucket-keys.ts';
import { lazyS3 } from './lazy-s3.ts';
import { isMissing } from './missing-object.ts';

/** Longer than for a database's answer: a mail has up to 40 MB. */
export const mailPatience = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 15_000, throwOnRequestTimeout: true },
} as const;

/** Reads the mails that SES stored in the bucket, each under its id. */
export function s3ReceivedMails(bucket: string, config: S3ClientConfig = {}): ReceivedMails {
  const s3 = lazyS3({ ...mailPatience, ...config });
  const of = (id: string) => ({ Bucket: bucket, Key: bucketPrefixes.receivedMail + id });
  return {
    async read(id) {
      try {
        const { client: store, GetObjectCommand } = await s3();
        const { Body } = await store.send(new GetObjectCommand(of(id)));
        return (await Body?.transformToByteArray()) ?? new Uint8Array();
      } catch (error) {
        throw asRefusal(error);
      }
    },
    async remove(id) {
      try {
        const { client: store, DeleteObjectCommand } = await s3();
        await store.send(new DeleteObjectCommand(of(id)));
      } catch (error) {
        throw asRefusal(error);
      }
    },
  };
}

/** Returns the refusal that an error of the store means; the error itself if it is a bug of ours. */
export function asRefusal(error: unknown): unknown {
  if (isMissing(error)) return new DeskError('not_found', 'The original of this email is gone.', { cause: error });
  return isOutage(error) ? unavailable("The store of received mail didn't respond. Try again.", error) : error;
}
