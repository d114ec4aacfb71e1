import { DeleteObjectCommand, S3Client } from '@aws-sdk/client-s3';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inboundText } from '#core/inbound/messages.ts';
import { bucketPrefixes } from '#functions/bucket-keys.ts';
import { type Desk, startDesk } from '#test/local/desk.ts';
import { FILE_BUCKET } from '#test/local/functions.ts';
import { failingStore } from './failing-store.ts';
import { sendMail, type Written } from './mail-program.ts';

const png = Buffer.from('89504e470d0a1a0a', 'hex');
const ann = { sub: 'ann', email: 'ann@example.com' };

let desk: Desk;
let store: Awaited<ReturnType<typeof failingStore>>;
let ticket: string;
/** The address to which she replies. */
let to: string;
beforeAll(async () => {
  desk = await startDesk({
    mailPort: 0,
    smtpPort: 0,
    between: async (engines) => {
      store = await failingStore(engines.s3 ?? '');
      return {
        seenBy: (entry) => (entry === 'receive-mail' ? { ...engines, s3: store.endpoint } : engines),
        close: () => store.close(),
      };
    },
  });
  ticket = (await asCustomer('contact', { subject: 'A/B: why?', message: 'It hangs.' })).ticket_id;
  await desk.settled();
  to = (await desk.mail?.sent())?.find(({ replyTo }) => replyTo.length > 0)?.replyTo[0] ?? '';
});
afterAll(() => desk.close());

async function call(path: string, headers: Record<string, string>, body?: object) {
  const response = await fetch(`${desk.url}/api/${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { 'content-type': 'application/json', ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
  return (await response.json()) as any;
}
const asAgent = (path: string, body?: object) => call(`admin/${path}`, { 'x-admin-key': desk.adminKey }, body);
const asCustomer = async (path: string, body?: object) =>
  call(`support/${path}`, { authorization: `Bearer ${await desk.token(ann)}` }, body);

/** Sends a mail of hers, waits until the desk has taken it, and returns the last entry of her ticket. */
async function reply(mail: Partial<Written>) {
  await sendMail(desk.smtp ?? '', { from: ann.email, to, ...mail });
  await desk.settled();
  return (await asAgent(`support-tickets/${ticket}`)).thread.at(-1);
}

/** Loads what a link leads to. */
async function load({ url }: { readonly url: string }) {
  const response = await fetch(url);
  return { headers: response.headers, content: Buffer.from(await response.arrayBuffer()) };
}

const html = '<p>See <img src="cid:one@x"> and <script>alert(1)</script></p>';
const withImage = {
  text: '',
  html,
  attachments: [{ filename: 'screen.png', content: png, cid: 'one@x' }],
};

describe('a mail with files', () => {
  it('has them as the message’s, for its customer, too; its HTML and original can be had', async () => {
    const { id, message } = await reply(withImage);
    expect(message).toMatchObject({ email: { remarks: [], formatted: true } });
    expect(message.attachments).toMatchObject([{ name: 'screen.png', type: 'image/png', size: png.length }]);
    const { messages } = await asCustomer(`tickets/${ticket}`);
    expect(messages.at(-1).attachments).toEqual(message.attachments);
    const file = await asCustomer(`tickets/${ticket}/files/${message.attachments[0].id}`);
    expect((await load(file)).content.equals(png)).toBe(true);

    const formatted = await asAgent(`support-tickets/${ticket}/messages/${id}/html`);
    expect(formatted).toEqual({ html, images: [{ content_id: 'one@x', url: expect.any(String) }] });
    expect((await load(formatted.images[0])).content.equals(png)).toBe(true);

    const link = await asAgent(`support-tickets/${ticket}/messages/${id}/original`);
    expect(Date.parse(link.expires_at) - Date.now()).toBeGreaterThan(4 * 60_000);
    const { content, headers } = await load(link);
    expect(await PostalMime.parse(content)).toMatchObject({ from: { address: ann.email }, html: `${html}\n` });
    expect(headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''A-B_%20why_.eml");
    expect(headers.get('content-type')).toBe('message/rfc822');
  });

  it('is taken once, with all of them, although their store fails at first', async () => {
    const before = (await asAgent(`support-tickets/${ticket}`)).version;
    // Each of the two files three times, and then one of them again.
    store.fail(7);
    const files = ['one.txt', 'two.txt'].map((filename) => ({ filename, content: filename }));
    const { version, message } = await reply({ text: 'Two files.', attachments: files });
    expect([store.left(), version]).toEqual([0, before + 1]);
    expect(message.attachments.map(({ name }: { name: string }) => name)).toEqual(['one.txt', 'two.txt']);
    for (const { id, name } of message.attachments) {
      const { content } = await load(await asAgent(`support-tickets/${ticket}/files/${id}`));
      expect(content.toString()).toBe(name);
    }
  });

  it('gets them when it is accepted, and its original can be had before', async () => {
    const unproven = { 'X-Local-Verdicts': 'dmarc=FAIL,dkim=FAIL' };
    await reply({ ...withImage, from: 'sam@elsewhere.example', headers: unproven, subject: '' });
    const [held] = await asAgent('held-mail');
    expect(held.remarks).toEqual([inboundText.files(['screen.png'], 0)]);
    const { content, headers } = await load(await asAgent(`held-mail/${held.id}/original`));
    expect((await PostalMime.parse(content)).from?.address).toBe('sam@elsewhere.example');
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''[\w-]+\.eml$/);
    await asAgent(`held-mail/${held.id}/accept`, { ticket_id: ticket });
    const { id, message } = (await asAgent(`support-tickets/${ticket}`)).thread.at(-1);
    expect(message).toMatchObject({ attachments: [{ name: 'screen.png' }], email: { remarks: [], formatted: true } });
    const { images } = await asAgent(`support-tickets/${ticket}/messages/${id}/html`);
    expect(images).toHaveLength(1);
  });
});

describe('nothing is found', () => {
  const notFound = { status: 404, type: 'urn:support-desk:problem:not_found' };

  it('of a message from the website, or of none', async () => {
    for (const of of [ticket, '00000000-0000-4000-8000-000000000000'])
      for (const what of ['html', 'original'])
        expect(await asAgent(`support-tickets/${ticket}/messages/${of}/${what}`)).toMatchObject(notFound);
  });

  it('of a mail without HTML, or whose original is gone', async () => {
    const { id, message } = await reply({ text: 'Plain.' });
    expect(message.email.formatted).toBe(false);
    const path = `support-tickets/${ticket}/messages/${id}`;
    expect(await asAgent(`${path}/html`)).toMatchObject(notFound);
    const { url } = await asAgent(`${path}/original`);
    const name = new URL(url).pathname.split(`/${bucketPrefixes.receivedMail}`).at(-1);
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const s3 = new S3Client({ endpoint: desk.s3, region: 'eu-central-1', credentials, forcePathStyle: true });
    await s3.send(new DeleteObjectCommand({ Bucket: FILE_BUCKET, Key: bucketPrefixes.receivedMail + name }));
    for (const what of ['html', 'original']) expect(await asAgent(`${path}/${what}`)).toMatchObject(notFound);
  });
});
