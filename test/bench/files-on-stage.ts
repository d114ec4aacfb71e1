import { PutObjectCommand } from '@aws-sdk/client-s3';
import { bucketPrefixes } from '#functions/bucket-keys.ts';
import type { EntryName } from '#lib/routes.ts';
import { send } from '#test/api/uploaded-files.ts';
import { localS3Client } from '#test/local/desk.ts';
import { FILE_BUCKET } from '#test/local/functions.ts';
import { receiptOf } from '#test/local/ses-receipt.ts';
import type { Stage } from './stage.ts';

/** The content of each file. */
export const fileContent = new Uint8Array(Buffer.alloc(10_000, 'x'));

const body = JSON.stringify({ name: 'a.log', type: 'text/plain', size: fileContent.length });

/** Announces a file. Returns the response. */
export async function announceOn(stage: Stage, entry: EntryName & ('create-upload' | 'create-own-upload')) {
  const headers = entry === 'create-upload' ? stage.asAgent : stage.asCustomer;
  const { body: answer = '' } = await stage.call(entry, {
    headers: { ...headers, 'content-type': 'application/json' },
    body,
  });
  return JSON.parse(answer) as Parameters<typeof send>[0];
}

/** Announces and uploads a file. Returns its id, for a message that claims it. */
export async function uploadOn(stage: Stage, entry: 'create-upload' | 'create-own-upload'): Promise<string> {
  const announced = await announceOn(stage, entry);
  await send(announced, fileContent);
  return announced.upload_id;
}

/** Returns a function that stores mails from the customer to an address, as SES does, and returns the event about each. */
export function mailsOn({ s3 }: Stage) {
  const client = localS3Client(s3);
  return {
    async arrive(to: string, text: string): Promise<object> {
      const from = 'a@example.com';
      const raw = Buffer.from(`From: ${from}\r\nTo: ${to}\r\nSubject: Re: Need help\r\n\r\n${text}\r\n`);
      const { id, stored, event } = receiptOf({ from, to: [to], raw });
      const Key = bucketPrefixes.receivedMail + id;
      await client.send(new PutObjectCommand({ Bucket: FILE_BUCKET, Key, Body: stored }));
      return event;
    },
    close: () => client.destroy(),
  };
}
