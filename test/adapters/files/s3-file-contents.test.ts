import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { s3FileContents } from '#adapters/files/s3-file-contents.ts';
import { withinDeadline } from '#core/deadline.ts';
import { startBucket } from '#test/local/s3-under-test.ts';

let bucket: Awaited<ReturnType<typeof startBucket>>;
beforeAll(async () => {
  bucket = await startBucket();
});
afterAll(() => bucket.close());

const configOf = async () => {
  const { protocol, hostname, port } = (await bucket.client.config.endpoint?.()) ?? {};
  const credentials = await bucket.client.config.credentials();
  return { endpoint: `${protocol}//${hostname}:${port}`, region: 'eu-central-1', credentials, forcePathStyle: true };
};

describe('the content of a ticket’s file', () => {
  it('is read whole, however large a file of a mail may be', async () => {
    const content = randomBytes(5_250_000);
    await bucket.put('files/t1/f1', content);
    const read = await s3FileContents(bucket.bucket, await configOf()).read('t1', 'f1');
    expect(Buffer.from(read ?? []).equals(content)).toBe(true);
  });

  it('is undefined if there is none, also where S3 doesn’t tell', async () => {
    const contents = s3FileContents(bucket.bucket, await configOf());
    expect(await contents.read('t1', 'f2')).toBeUndefined();
    const credentials = { accessKeyId: 'somebody', secretAccessKey: 'else' };
    const forbidden = s3FileContents(bucket.bucket, { ...(await configOf()), credentials });
    expect(await forbidden.read('t1', 'f1')).toBeUndefined();
  });

  it('can be read later if S3 doesn’t respond, or no time is left', async () => {
    const config = { ...(await configOf()), endpoint: 'http://127.0.0.1:9' };
    await expect(s3FileContents(bucket.bucket, config).read('t1', 'f1')).rejects.toMatchObject({
      refusal: 'unavailable',
    });
    const late = withinDeadline(10, async () => s3FileContents(bucket.bucket, await configOf()).read('t1', 'f1'));
    await expect(late).rejects.toMatchObject({ refusal: 'unavailable' });
  });
});
