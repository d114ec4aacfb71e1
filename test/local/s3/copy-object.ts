import { headersToStore } from './object-headers.ts';
import type { Operation } from './operation.ts';
import { S3Error } from './s3-error.ts';
import { decoded, splitOnce } from './s3-request.ts';
import { xml } from './xml.ts';

/** Copies an object, if it has the ETag. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
export const copyObject: Operation = async (request, { bucket, store, now }) => {
  const { key, header } = request;
  const source = decoded(header('x-amz-copy-source') ?? '').replace(/^\//, '');
  const [from, fromKey] = splitOnce(source, '/');
  if (from !== bucket) throw new S3Error('NoSuchBucket', 'The specified bucket does not exist');
  const object = await store.get(fromKey);
  if (!object) throw new S3Error('NoSuchKey', 'The specified key does not exist.');
  const wanted = header('x-amz-copy-source-if-match');
  if (wanted !== undefined && wanted.replaceAll('"', '') !== object.md5) {
    throw new S3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold');
  }
  const replaces = header('x-amz-metadata-directive') === 'REPLACE';
  if (fromKey === key && !replaces) {
    throw new S3Error(
      'InvalidRequest',
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata.",
    );
  }
  const copy = await store.copy(object, key, replaces ? headersToStore(request) : object.headers, now);
  const body = xml({ CopyObjectResult: { LastModified: new Date(now).toISOString(), ETag: `"${copy.md5}"` } });
  return { status: 200, headers: { 'content-type': 'application/xml' }, body };
};
