import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf, startBucket, upload, website } from './s3-under-test.ts';

let s3: Awaited<ReturnType<typeof startBucket>>;
beforeAll(async () => {
  s3 = await startBucket();
});
afterAll(() => s3.close());

const stranger = () => s3.clientWith({ accessKeyId: 'stranger', secretAccessKey: 'stranger' });
const forger = async () => {
  const { accessKeyId } = await s3.client.config.credentials();
  return s3.clientWith({ accessKeyId, secretAccessKey: 'guessed' });
};
const read = async (key: string) => (await s3.get(key)).Body?.transformToString();
const hourAgo = new Date(Date.now() - 3_600_000);

describe('a link', () => {
  beforeAll(async () => void (await s3.put('linked', 'content', { ContentType: 'text/html' })));

  it('returns the object to whoever has it, with the headers that it names', async () => {
    const ResponseContentDisposition = "attachment; filename*=UTF-8''%C3%BC%20(1).html";
    const more = { ResponseContentDisposition, ResponseContentType: 'application/octet-stream' };
    const response = await fetch(await s3.link('linked', { more }));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-disposition')).toBe(ResponseContentDisposition);
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    expect(await response.text()).toBe('content');
  });

  it('returns ranges', async () => {
    const response = await fetch(await s3.link('linked'), { headers: { range: 'bytes=1-2' } });
    expect([response.status, await response.text()]).toEqual([206, 'on']);
  });

  it('to nothing is 404', async () => {
    expect((await fetch(await s3.link('nothing'))).status).toBe(404);
  });

  it('is refused once it has expired', async () => {
    const response = await fetch(await s3.link('linked', { signingDate: hourAgo }));
    expect([response.status, await codeOf(response)]).toEqual([403, 'AccessDenied']);
  });

  it.each([
    ['for another object', (link: string) => link.replace('/linked?', '/other?')],
    ['for other headers', (link: string) => `${link}&response-content-type=text%2Fhtml`],
    ['that lasts longer', (link: string) => link.replace('X-Amz-Expires=300', 'X-Amz-Expires=3000')],
    ['without its signature’s beginning', (link: string) => link.replace(/X-Amz-Signature=\w{8}/, 'X-Amz-Signature=')],
  ])('%s is refused', async (_, changed) => {
    await s3.put('other', 'content');
    const response = await fetch(changed(await s3.link('linked')));
    expect([response.status, await codeOf(response)]).toEqual([403, 'SignatureDoesNotMatch']);
  });

  it('is good for reading only', async () => {
    const link = await s3.link('linked');
    for (const method of ['PUT', 'DELETE']) expect((await fetch(link, { method })).status).toBe(403);
    expect(await read('linked')).toBe('content');
  });

  it('of a stranger or a forger is refused', async () => {
    const foreign = await fetch(await s3.link('linked', { by: stranger() }));
    expect([foreign.status, await codeOf(foreign)]).toEqual([403, 'InvalidAccessKeyId']);
    const forged = await fetch(await s3.link('linked', { by: await forger() }));
    expect([forged.status, await codeOf(forged)]).toEqual([403, 'SignatureDoesNotMatch']);
  });

  it('is needed', async () => {
    const [address = ''] = (await s3.link('linked')).split('?');
    const response = await fetch(address);
    expect([response.status, await codeOf(response)]).toEqual([403, 'AccessDenied']);
  });
});

describe('a form', () => {
  it('stores its file with its type', async () => {
    const response = await upload(await s3.form('uploads/a', 7, 'text/plain'), 'content');
    expect([response.status, response.headers.get('etag')]).toEqual([204, '"9a0364b9e99bb480dd25e1f0284c8555"']);
    expect(await s3.get('uploads/a')).toMatchObject({ ContentType: 'text/plain', ContentLength: 7 });
    expect(await read('uploads/a')).toBe('content');
  });

  it('takes 26,214,400 bytes, whatever they look like', async () => {
    const content = randomBytes(26_214_400);
    content.write('\r\n------WebKitFormBoundary\r\n', 1_000_000);
    const response = await upload(await s3.form('uploads/large', content.length), content);
    expect(response.status).toBe(204);
    const got = Buffer.from((await (await s3.get('uploads/large')).Body?.transformToByteArray()) ?? []);
    expect(got.equals(content)).toBe(true);
  });

  it('can be sent again while it is valid, and replaces the file', async () => {
    const form = await s3.form('uploads/again', 3);
    await upload(form, 'one');
    expect((await upload(form, 'two')).status).toBe(204);
    expect(await read('uploads/again')).toBe('two');
  });

  it.each([
    ['a larger file', 'contents', {}, 400, 'EntityTooLarge'],
    ['a smaller file', 'conten', {}, 400, 'EntityTooSmall'],
    ['another type', 'content', { 'content-type': 'text/html' }, 403, 'AccessDenied'],
    ['another key', 'content', { key: 'uploads/other' }, 403, 'AccessDenied'],
    ['an additional field', 'content', { acl: 'public-read' }, 403, 'AccessDenied'],
    ['additional metadata', 'content', { 'x-amz-meta-by': 'somebody' }, 403, 'AccessDenied'],
    ['another policy', 'content', { Policy: Buffer.from('{}').toString('base64') }, 403, 'SignatureDoesNotMatch'],
    ['another signature', 'content', { 'X-Amz-Signature': '0'.repeat(64) }, 403, 'SignatureDoesNotMatch'],
  ])('with %s is refused and stores nothing', async (_, content, changes: Record<string, string>, status, code) => {
    const form = await s3.form('uploads/refused', 7);
    const response = await upload(form, content, changes);
    expect([response.status, await codeOf(response)]).toEqual([status, code]);
    expect((await fetch(await s3.link('uploads/refused'))).status).toBe(404);
    expect((await fetch(await s3.link('uploads/other'))).status).toBe(404);
  });

  it('is refused once it has expired', async () => {
    const response = await upload(await s3.form('uploads/late', 7, 'text/plain', { expires: -1 }), 'content');
    expect([response.status, await codeOf(response)]).toEqual([403, 'AccessDenied']);
  });

  it('of a stranger or a forger is refused', async () => {
    const foreign = await upload(await s3.form('uploads/foreign', 1, 'text/plain', { by: stranger() }), 'x');
    expect([foreign.status, await codeOf(foreign)]).toEqual([403, 'InvalidAccessKeyId']);
    const forged = await upload(await s3.form('uploads/foreign', 1, 'text/plain', { by: await forger() }), 'x');
    expect([forged.status, await codeOf(forged)]).toEqual([403, 'SignatureDoesNotMatch']);
  });

  it('without a policy is refused', async () => {
    const { url } = await s3.form('uploads/bare', 1);
    const response = await upload({ url, fields: { key: 'uploads/bare' } }, 'x');
    expect([response.status, await codeOf(response)]).toEqual([403, 'AccessDenied']);
  });

  it('that ends early stores nothing and leaves nothing behind', async () => {
    const before = await s3.filesOnDisk();
    const { url, fields } = await s3.form('uploads/cut', 1_000_000);
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', new Blob([randomBytes(1_000_000)]), 'name.bin');
    const whole = new Response(form);
    const body = Buffer.from(await whole.arrayBuffer());
    const sending = request(url, {
      method: 'POST',
      headers: { 'content-type': whole.headers.get('content-type') ?? '', 'content-length': body.length },
    });
    const closed = new Promise((resolve) => sending.once('error', resolve).once('close', resolve));
    sending.write(body.subarray(0, 500_000), () => sending.destroy());
    await closed;
    await expect.poll(() => s3.filesOnDisk()).toEqual(before);
    expect((await fetch(await s3.link('uploads/cut'))).status).toBe(404);
    // From its start, it is taken.
    const again = request(url, {
      method: 'POST',
      headers: { 'content-type': whole.headers.get('content-type') ?? '' },
    });
    const answer = new Promise<number | undefined>((resolve) =>
      again.once('response', async (response) => {
        await buffer(response);
        resolve(response.statusCode);
      }),
    );
    again.end(body);
    expect(await answer).toBe(204);
  });
});

describe('pages of other origins', () => {
  const preflight = (url: string, origin: string, method: string) =>
    fetch(url, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': method } });

  it('that are allowed may upload and read', async () => {
    const form = await s3.form('uploads/cors', 1);
    expect((await preflight(form.url, website, 'POST')).status).toBe(200);
    const uploaded = await upload(form, 'x', {}, { origin: website });
    expect(uploaded.headers.get('access-control-allow-origin')).toBe(website);
    expect(uploaded.headers.get('access-control-expose-headers')?.toLowerCase()).toContain('etag');
    const got = await fetch(await s3.link('uploads/cors'), { headers: { origin: website } });
    expect(got.headers.get('access-control-allow-origin')).toBe(website);
  });

  it('that are not may neither', async () => {
    const form = await s3.form('uploads/cors', 1);
    const refused = await preflight(form.url, 'https://evil.example', 'POST');
    expect([refused.status, await codeOf(refused)]).toEqual([403, 'AccessForbidden']);
    const got = await fetch(await s3.link('uploads/cors'), { headers: { origin: 'https://evil.example' } });
    expect(got.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('may not delete', async () => {
    const { url } = await s3.form('uploads/cors', 1);
    expect((await preflight(url, website, 'DELETE')).status).toBe(403);
  });
});
