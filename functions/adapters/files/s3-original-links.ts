import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3';
import { keepingDeadlines, patience } from '#adapters/aws-client.ts';
import type { OriginalLinks } from '#core/inbound/ports.ts';
import { bucketPrefixes } from '#functions/bucket-keys.ts';
import { disposition } from './file-object.ts';
import { asRefusal } from './s3-received-mails.ts';

/** Links to the mails that SES stored in the bucket. The SDK is loaded at first use. */
export function s3OriginalLinks(bucket: string, config: S3ClientConfig = {}): OriginalLinks {
  let client: S3Client | undefined;
  return {
    async link(id, name, seconds) {
      const { GetObjectCommand, HeadObjectCommand, S3Client } = await import('./s3-commands.ts');
      const { getSignedUrl } = await import('@aws-sdk/s3-request-presigner');
      client ??= keepingDeadlines(new S3Client({ ...patience, ...config }));
      const mail = { Bucket: bucket, Key: bucketPrefixes.receivedMail + id };
      try {
        await client.send(new HeadObjectCommand(mail));
        const get = new GetObjectCommand({
          ...mail,
          ResponseContentType: 'message/rfc822',
          ResponseContentDisposition: disposition('attachment', name),
        });
        return await getSignedUrl(client, get, { expiresIn: seconds });
      } catch (error) {
        throw asRefusal(error);
      }
    },
  };
}
