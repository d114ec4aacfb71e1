import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3';
import { isOutage, keepingDeadlines } from '#adapters/aws-client.ts';
import { unavailable } from '#core/errors.ts';
import type { FileStore } from '#core/files/ports.ts';
import { fileKey, servedAs } from './file-object.ts';
import { mailPatience } from './s3-received-mails.ts';

/** Stores the files of received mails as files of tickets, with more patience than a request has. The SDK is loaded with the first file. */
export function s3MailFiles(bucket: string, config: S3ClientConfig = {}): Pick<FileStore, 'put'> {
  let client: S3Client | undefined;
  return {
    async put(ticketId, file, content) {
      const { PutObjectCommand, S3Client } = await import('./s3-commands.ts');
      client ??= keepingDeadlines(new S3Client({ ...mailPatience, ...config }));
      const put = new PutObjectCommand({
        Bucket: bucket,
        Key: fileKey(ticketId, file),
        Body: content,
        ContentLength: content.length,
        ...servedAs(file),
      });
      await client.send(put).catch((error) => {
        throw isOutage(error) ? unavailable("The storage of files didn't respond. Try again.", error) : error;
      });
    },
  };
}
