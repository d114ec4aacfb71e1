import { createHash, randomBytes } from 'node:crypto';
import { CopyObjectCommand, DeleteObjectCommand, HeadObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBucket } from './s3-under-test.ts';

let s3: Awaited<ReturnType<typeof startBucket>>;
beforeAll(async () => {
  s3 = await startBucket();
});
afterAll(() => s3.close());

const md5 = (content: string | Uint8Array) => `"${createHash('md5').update(content).digest('hex')}"`;
const failing = (name: string, httpStatusCode: number) => ({ name, $metadata: { httpStatusCode } });

describe('an object', () => {
  it('is returned as it was put, with its type, its MD5 as the ETag, and metadata', async () => {
    const content = randomBytes(100_000);
    const put = await s3.put('a/b c+d/ü%20.bin', content, { ContentType: 'image/png', Metadata: { by: 'test' } });
    expect(put.ETag).toBe(md5(content));
    const got = await s3.get('a/b c+d/ü%20.bin');
    expect(got).toMatchObject({ ETag: md5(content), ContentType: 'image/png', Metadata: { by: 'test' } });
    expect(got.ContentLength).toBe(100_000);
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? [])).toEqual(content);
  });

  it('has a type if none was given, and is replaced by the next', async () => {
    await s3.put('replaced', 'one');
    await s3.put('replaced', 'other');
    const got = await s3.get('replaced');
    expect(await got.Body?.transformToString()).toBe('other');
    expect(got.ContentType).toMatch(/^(binary|application)\/octet-stream$/);
  });

  it('can be empty', async () => {
    await s3.put('empty', '');
    const got = await s3.get('empty');
    expect([got.ContentLength, await got.Body?.transformToString()]).toEqual([0, '']);
  });

  it('is described without its content', async () => {
    await s3.put('described', 'content', { ContentType: 'text/plain' });
    const head = await s3.client.send(new HeadObjectCommand({ Bucket: s3.bucket, Key: 'described' }));
    expect(head).toMatchObject({ ContentLength: 7, ContentType: 'text/plain', ETag: md5('content') });
    expect(head.LastModified).toBeInstanceOf(Date);
  });

  it('that does not exist is an error of its own', async () => {
    await expect(s3.get('none')).rejects.toMatchObject(failing('NoSuchKey', 404));
    const head = s3.client.send(new HeadObjectCommand({ Bucket: s3.bucket, Key: 'none' }));
    await expect(head).rejects.toMatchObject(failing('NotFound', 404));
  });

  it('is gone once it is deleted, which can be repeated', async () => {
    await s3.put('deleted', 'content');
    for (const _ of [1, 2]) {
      const deleted = await s3.client.send(new DeleteObjectCommand({ Bucket: s3.bucket, Key: 'deleted' }));
      expect(deleted.$metadata.httpStatusCode).toBe(204);
    }
    await expect(s3.get('deleted')).rejects.toMatchObject(failing('NoSuchKey', 404));
  });

  it('is put only if there is none, if that is wanted', async () => {
    const ifNone = { IfNoneMatch: '*' };
    await s3.put('once', 'first', ifNone);
    await expect(s3.put('once', 'second', ifNone)).rejects.toMatchObject(failing('PreconditionFailed', 412));
    expect(await (await s3.get('once')).Body?.transformToString()).toBe('first');
  });

  it.each(['../../outside', 'a/../b', '/', 'x'.repeat(1024), '\u0000', 'con', '.'])('may be called %j', async (Key) => {
    await s3.put(Key, 'content');
    expect(await (await s3.get(Key)).Body?.transformToString()).toBe('content');
  });

  // MiniStack takes such keys: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html
  it.skipIf(process.env.S3_ENDPOINT)('may not be called something of more than 1,024 bytes', async () => {
    await expect(s3.put('ü'.repeat(513), 'content')).rejects.toMatchObject(failing('KeyTooLongError', 400));
  });
});

describe('a range', () => {
  const content = '0123456789';
  beforeAll(async () => void (await s3.put('ranged', content)));

  it.each([
    ['bytes=0-3', '0123', 'bytes 0-3/10'],
    ['bytes=7-', '789', 'bytes 7-9/10'],
    ['bytes=-4', '6789', 'bytes 6-9/10'],
    ['bytes=8-100', '89', 'bytes 8-9/10'],
    ['bytes=-100', content, 'bytes 0-9/10'],
  ])('%s is %s', async (Range, part, ContentRange) => {
    const got = await s3.get('ranged', { Range });
    expect(got).toMatchObject({ ContentRange, ContentLength: part.length, $metadata: { httpStatusCode: 206 } });
    expect(await got.Body?.transformToString()).toBe(part);
  });

  it('beyond the end is an error', async () => {
    await expect(s3.get('ranged', { Range: 'bytes=10-' })).rejects.toMatchObject(failing('InvalidRange', 416));
  });
});

describe('a copy', () => {
  const copy = (Key: string, more: object = {}) =>
    s3.client.send(
      new CopyObjectCommand({ Bucket: s3.bucket, Key, CopySource: `${s3.bucket}/the%20original`, ...more }),
    );
  beforeAll(async () => void (await s3.put('the original', 'original', { ContentType: 'text/plain' })));

  it('has content and type of the original', async () => {
    expect((await copy('copied')).CopyObjectResult?.ETag).toBe(md5('original'));
    const got = await s3.get('copied');
    expect(got.ContentType).toBe('text/plain');
    expect(await got.Body?.transformToString()).toBe('original');
  });

  it('has another type if that is wanted', async () => {
    await copy('retyped', { MetadataDirective: 'REPLACE', ContentType: 'image/png' });
    expect((await s3.get('retyped')).ContentType).toBe('image/png');
  });

  it('is made only of what has the ETag', async () => {
    await copy('matching', { CopySourceIfMatch: md5('original') });
    const other = copy('not-matching', { CopySourceIfMatch: md5('swapped') });
    await expect(other).rejects.toMatchObject(failing('PreconditionFailed', 412));
    await expect(s3.get('not-matching')).rejects.toMatchObject(failing('NoSuchKey', 404));
  });

  it('of nothing is an error', async () => {
    const nothing = copy('nothing', { CopySource: `${s3.bucket}/none` });
    await expect(nothing).rejects.toMatchObject(failing('NoSuchKey', 404));
  });

  it('remains when the original is deleted', async () => {
    await copy('remaining');
    await s3.client.send(new DeleteObjectCommand({ Bucket: s3.bucket, Key: 'the original' }));
    expect(await (await s3.get('remaining')).Body?.transformToString()).toBe('original');
    await s3.put('the original', 'original', { ContentType: 'text/plain' });
  });
});

describe('a list', () => {
  const list = (more: object) => s3.client.send(new ListObjectsV2Command({ Bucket: s3.bucket, ...more }));
  const keys = ['listed/a', 'listed/a b', 'listed/a/b', 'listed/é', 'listed/𝄞'];
  beforeAll(async () => {
    for (const key of [...keys].reverse()) await s3.put(key, key);
    await s3.put('unlisted', 'other');
  });

  it('has the objects with the prefix, in the order of their keys', async () => {
    const { Contents = [], IsTruncated } = await list({ Prefix: 'listed/' });
    expect(Contents.map(({ Key }) => Key)).toEqual(keys);
    expect(Contents[0]).toMatchObject({ Size: 8, ETag: md5('listed/a') });
    expect(IsTruncated).toBe(false);
  });

  it('is read in pages', async () => {
    const seen: (string | undefined)[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await list({ Prefix: 'listed/', MaxKeys: 2, ContinuationToken });
      seen.push(...(page.Contents ?? []).map(({ Key }) => Key));
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
    expect(seen).toEqual(keys);
  });

  it('of nothing is empty', async () => {
    expect((await list({ Prefix: 'nothing/' })).KeyCount).toBe(0);
  });
});
