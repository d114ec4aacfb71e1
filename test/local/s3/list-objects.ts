import type { Operation } from './operation.ts';
import { S3Error } from './s3-error.ts';
import { encoded } from './s3-request.ts';
import { xml } from './xml.ts';

const MOST = 1000;

/** Lists objects by the order of their keys, in pages. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export const listObjects: Operation = async ({ query }, { bucket, store }) => {
  if (query.has('delimiter')) throw new S3Error('NotImplemented', 'Listing by a delimiter is not implemented.');
  const most = Math.min(Number(query.get('max-keys') ?? MOST), MOST);
  if (!Number.isInteger(most) || most < 0)
    throw new S3Error('InvalidArgument', 'Provided max-keys not an integer or within integer range');
  const prefix = query.get('prefix') ?? '';
  const token = query.get('continuation-token');
  const after = token === undefined ? query.get('start-after') : Buffer.from(token, 'base64url').toString();
  const all = (await store.list(prefix)).filter(
    ({ key }) => after === undefined || Buffer.compare(Buffer.from(key), Buffer.from(after)) > 0,
  );
  const page = all.slice(0, most);
  const last = page.at(-1);
  const isTruncated = last !== undefined && all.length > page.length;
  const written = query.get('encoding-type') === 'url' ? encoded : (key: string) => key;
  const body = xml({
    ListBucketResult: {
      Name: bucket,
      Prefix: written(prefix),
      KeyCount: String(page.length),
      MaxKeys: String(most),
      IsTruncated: String(isTruncated),
      ...(isTruncated && { NextContinuationToken: Buffer.from(last.key).toString('base64url') }),
      Contents: page.map(({ key, modified, md5, size }) => ({
        Key: written(key),
        LastModified: new Date(modified).toISOString(),
        ETag: `"${md5}"`,
        Size: String(size),
        StorageClass: 'STANDARD',
      })),
    },
  });
  return { status: 200, headers: { 'content-type': 'application/xml' }, body };
};
