import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { bucketPrefixes } from '#functions/bucket-keys.ts';
import { inboundMail } from '#lib/inbound-mail.ts';
import { receiptOf } from './ses-receipt.ts';
import { type MailReceiver, startMailReceiver } from './smtp.ts';

interface Reception {
  readonly domain: string;
  readonly port: number;
  readonly s3: string;
  readonly bucket: string;
  /** Starts a function with an event, as Lambda does for SES: without waiting for it. */
  readonly start: (entry: string, event: object) => void;
}

/** Receives mail on this machine as SES does: each mail is stored in the bucket, and then the function that takes it is started. */
export async function startMailReception({ domain, port, s3, bucket, start }: Reception): Promise<MailReceiver> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new S3Client({ endpoint: s3, region: 'eu-central-1', credentials, forcePathStyle: true });
  const receiver = await startMailReceiver(
    domain,
    async (mail) => {
      const { id, stored, event } = receiptOf(mail);
      const Key = bucketPrefixes.receivedMail + id;
      await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: stored }));
      start(inboundMail.entry, event);
    },
    port,
  );
  return {
    ...receiver,
    async close() {
      await receiver.close();
      client.destroy();
    },
  };
}
