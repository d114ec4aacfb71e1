import { copyObject } from './copy-object.ts';
import { getObject } from './get-object.ts';
import { listObjects } from './list-objects.ts';
import type { ObjectStore } from './object-store.ts';
import { putObject } from './put-object.ts';
import type { S3Answer } from './s3-answer.ts';
import { S3Error } from './s3-error.ts';
import type { S3Request } from './s3-request.ts';

/** What an operation works with. */
export interface Surroundings {
  readonly bucket: string;
  readonly store: ObjectStore;
  /** The SHA-256 of the content in hexadecimal, if the signature covers it. */
  readonly sha256: string | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export type Operation = (request: S3Request, surroundings: Surroundings) => Promise<S3Answer>;

/** Parameters of requests to sub-resources, such as multipart uploads, versions and tags. */
const subresources = [
  'acl',
  'attributes',
  'delete',
  'legal-hold',
  'partNumber',
  'retention',
  'select',
  'tagging',
  'uploadId',
  'uploads',
  'versionId',
];

/** Returns the operation that a signed request asks for; throws if it is one that the desk doesn't use. */
export function objectOperations({ method, key, query, header }: S3Request): Operation {
  const unknown = subresources.find((name) => query.has(name));
  if (unknown !== undefined) throw notImplemented(unknown);
  if (key === '') {
    if (method === 'GET' && query.get('list-type') === '2') return listObjects;
    throw notImplemented(`${method} of a bucket`);
  }
  if (Buffer.byteLength(key) > 1024) throw new S3Error('KeyTooLongError', 'Your key is too long');
  if (method === 'GET' || method === 'HEAD') return getObject;
  if (method === 'PUT') return header('x-amz-copy-source') === undefined ? putObject : copyObject;
  if (method === 'DELETE') return deleteObject;
  throw new S3Error('MethodNotAllowed', 'The specified method is not allowed against this resource.');
}

const notImplemented = (what: string) =>
  new S3Error('NotImplemented', `A request you sent implies functionality that is not implemented: ${what}.`);

async function deleteObject({ key }: S3Request, { store }: Surroundings): Promise<S3Answer> {
  await store.delete(key);
  return { status: 204 };
}
