import { copyObject } from './copy-object.ts';
import { getObject } from './get-object.ts';
import { listObjects } from './list-objects.ts';
import type { Operation } from './operation.ts';
import { putObject } from './put-object.ts';
import { S3Error } from './s3-error.ts';
import type { S3Request } from './s3-request.ts';

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

const deleteObject: Operation = async ({ key }, { store }) => {
  await store.delete(key);
  return { status: 204 };
};
