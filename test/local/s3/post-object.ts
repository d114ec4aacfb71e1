import { readUploadForm } from './multipart-form.ts';
import type { ObjectStore } from './object-store.ts';
import { checkPolicy } from './post-policy.ts';
import type { S3Answer } from './s3-answer.ts';
import { S3Error } from './s3-error.ts';
import type { S3Request } from './s3-request.ts';
import type { Keeper } from './signature.ts';
import { xml } from './xml.ts';

/** Takes an upload from a form with a signed policy. https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html */
export async function postObject(request: S3Request, store: ObjectStore, keeper: Keeper): Promise<S3Answer> {
  const { fields, file } = await readUploadForm(request.body, request.header('content-type') ?? '');
  const key = fields.get('key');
  if (!key) throw new S3Error('InvalidArgument', "Bucket POST must contain a field named 'key'.");
  if (key.includes('$' + '{filename}')) throw new S3Error('NotImplemented', 'Keys are taken as they are.');
  const { min, max } = checkPolicy(fields, request.bucket, keeper);
  const received = await store.receive(file, (size) => {
    if (size > max) throw new S3Error('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size');
  });
  if (received.size < min) {
    await received.discard();
    throw new S3Error('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
  }
  const { md5 } = await received.keep(key, storedHeaders(fields), keeper.now());
  return posted(fields.get('success_action_status'), { bucket: request.bucket, key, etag: `"${md5}"` });
}

/** Returns the headers that an upload is stored with. */
function storedHeaders(fields: ReadonlyMap<string, string>): Record<string, string> {
  const kept = [...fields].filter(
    ([name]) =>
      ['cache-control', 'content-type', 'content-disposition', 'content-encoding'].includes(name) ||
      name.startsWith('x-amz-meta-'),
  );
  return { 'content-type': 'binary/octet-stream', ...Object.fromEntries(kept) };
}

function posted(
  wanted: string | undefined,
  { bucket, key, etag }: { bucket: string; key: string; etag: string },
): S3Answer {
  const headers = { etag };
  if (wanted === '200') return { status: 200, headers };
  if (wanted !== '201') return { status: 204, headers };
  const body = xml({ PostResponse: { Location: `/${bucket}/${key}`, Bucket: bucket, Key: key, ETag: etag } });
  return { status: 201, headers: { ...headers, 'content-type': 'application/xml' }, body };
}
