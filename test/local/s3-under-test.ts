import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  type GetObjectCommandInput,
  ListObjectsV2Command,
  PutBucketCorsCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  S3Client,
} from '@aws-sdk/client-s3';
import { createPresignedPost, type PresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { fileCorsRules } from '#lib/cors.ts';
import { startS3 } from '#test/local/s3/s3.ts';

export const website = 'https://www.example.com';

const region = 'eu-central-1';
const key = { accessKeyId: 'local', secretAccessKey: 'local' };

/**
 * S3 with an empty bucket, and short words for what the tests do with it: on the local service, or on the one that `S3_ENDPOINT` names, whose key is
 * `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`.
 */
export async function startBucket() {
  const named = process.env.S3_ENDPOINT;
  const bucket = `files-${randomUUID()}`;
  const path = await mkdtemp(join(tmpdir(), 'support-desk-s3-'));
  const cors = fileCorsRules([website]);
  const local = named === undefined ? await startS3({ bucket, path, cors, ...key }) : undefined;
  const endpoint = local?.endpoint ?? named ?? '';
  const credentials = local
    ? key
    : { accessKeyId: process.env.AWS_ACCESS_KEY_ID ?? '', secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY ?? '' };
  const clientWith = (other: typeof key) =>
    new S3Client({ endpoint, region, credentials: other, maxAttempts: 1, forcePathStyle: true });
  const client = clientWith(credentials);
  if (!local) await createBucket(client, bucket);
  return {
    client,
    bucket,
    clientWith,
    put: (Key: string, Body: string | Uint8Array, more: Partial<PutObjectCommandInput> = {}) =>
      client.send(new PutObjectCommand({ Bucket: bucket, Key, Body, ...more })),
    get: (Key: string, more: Partial<GetObjectCommandInput> = {}) =>
      client.send(new GetObjectCommand({ Bucket: bucket, Key, ...more })),
    link: (Key: string, { more = {}, expiresIn = 300, by = client, signingDate = new Date() }: LinkOptions = {}) =>
      getSignedUrl(by, new GetObjectCommand({ Bucket: bucket, Key, ...more }), { expiresIn, signingDate }),
    /** A form that takes exactly this size and type. */
    form: (Key: string, size: number, type = 'text/plain', { expires = 300, by = client }: FormOptions = {}) =>
      createPresignedPost(by, {
        Bucket: bucket,
        Key,
        Fields: { 'content-type': type },
        Conditions: [
          ['content-length-range', size, size],
          ['eq', '$content-type', type],
        ],
        Expires: expires,
      }),
    /** The files that the local service has; none of another. */
    filesOnDisk: async () =>
      local ? (await readdir(path, { recursive: true })).filter((name) => name.endsWith('.content')) : [],
    close: async () => {
      if (!local) await deleteBucket(client, bucket);
      client.destroy();
      await local?.close();
      await rm(path, { recursive: true });
    },
  };
}

interface LinkOptions {
  readonly more?: Partial<GetObjectCommandInput>;
  readonly expiresIn?: number;
  readonly by?: S3Client;
  readonly signingDate?: Date;
}

interface FormOptions {
  /** Seconds. */
  readonly expires?: number;
  readonly by?: S3Client;
}

async function createBucket(client: S3Client, Bucket: string): Promise<void> {
  await client.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: region } }));
  const rules = fileCorsRules([website]);
  const rule = {
    AllowedOrigins: [...rules.allowOrigins],
    AllowedMethods: [...rules.allowMethods],
    AllowedHeaders: [...rules.allowHeaders],
    ExposeHeaders: [...rules.exposeHeaders],
    MaxAgeSeconds: rules.maxAgeSeconds,
  };
  await client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: [rule] } }));
}

async function deleteBucket(client: S3Client, Bucket: string): Promise<void> {
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket }));
  for (const { Key } of Contents) await client.send(new DeleteObjectCommand({ Bucket, Key }));
  await client.send(new DeleteBucketCommand({ Bucket }));
}

/** Sends a form with a file, as a browser does; changed fields are sent instead of the signed ones. */
export function upload(
  { url, fields }: PresignedPost,
  content: string | Uint8Array<ArrayBuffer>,
  changes: Readonly<Record<string, string>> = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...fields, ...changes })) form.append(name, value);
  form.append('file', new Blob([content]), 'name.bin');
  return fetch(url, { method: 'POST', body: form, headers });
}

/** The code of an error. */
export const codeOf = async (response: Response): Promise<string | undefined> =>
  /<Code>(\w+)<\/Code>/.exec(await response.text())?.[1];
