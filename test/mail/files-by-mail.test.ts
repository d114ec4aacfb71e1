import { randomBytes } from 'node:crypto';
import { createServer, request as forward, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { load, png } from '#test/api/uploaded-files.ts';
import { type Desk, type DeskOptions, startDesk } from '#test/local/desk.ts';
import type { SentMail } from '#test/local/mail-service.ts';
import { replyWithFiles } from './agents-file.ts';
import { replyFrom, sendMail } from './mail-program.ts';

const claims = { sub: 'maria', email: 'maria@example.com', name: 'Maria Santos' };

let desk: Desk;
let isDown = false;
let asked = 0;
let storage: Server;

/** Stands between what sends mail and S3, and can be down. */
const between: DeskOptions['between'] = async (engines) => {
  storage = createServer((request, response) => {
    asked += 1;
    if (isDown) return void response.destroy();
    const to = new URL(request.url ?? '', engines.s3);
    const passed = forward(to, { method: request.method, headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    request.pipe(passed);
  });
  await new Promise<void>((resolve) => storage.listen(0, '127.0.0.1', resolve));
  const s3 = `http://127.0.0.1:${(storage.address() as AddressInfo).port}`;
  return { seenBy: (entry) => (['notify', 'run-due'].includes(entry) ? { ...engines, s3 } : engines) };
};

beforeAll(async () => {
  desk = await startDesk({ mailPort: 0, smtpPort: 0, between });
});
afterAll(async () => {
  await desk.close();
  storage.close();
});

async function call(path: string, headers: Record<string, string>, body?: object) {
  const response = await fetch(`${desk.url}/api/${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { 'content-type': 'application/json', ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
  return (await response.json()) as any;
}
const asCustomer = async (path: string, body?: object) =>
  call(`support/${path}`, { authorization: `Bearer ${await desk.token(claims)}` }, body);
const submit = async (): Promise<string> =>
  (await asCustomer('contact', { subject: 'Need help', message: 'It hangs.' })).ticket_id;

/** The replies to the customer about a ticket that were sent by now. */
const repliesAbout = async (id: string): Promise<readonly SentMail[]> =>
  ((await desk.mail?.sent()) ?? []).filter(
    ({ subject }) => subject.startsWith('Re:') && subject.includes(id.slice(0, 8)),
  );

/** A mail as the customer's mail program reads it. */
const received = async (mail: SentMail | undefined) =>
  mail && desk.mail && PostalMime.parse(await desk.mail.mimeOf(mail));

describe('an agent’s reply with files', () => {
  it('reaches the customer’s mail program with them, byte for byte, and what can’t travel as a link to the portal', async () => {
    const id = await submit();
    const every = new Uint8Array(
      Buffer.concat([Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)), randomBytes(70_000)]),
    );
    const image = new Uint8Array(png);
    const mail = new Uint8Array(Buffer.from('From: a@example.com\r\n\r\n.\r\n--x--'));
    const film = new Uint8Array(randomBytes(6_000_000));
    await replyWithFiles(desk, id, [
      { name: 'all “bytes”, ünd 👩‍👩‍👧.bin', content: every, type: 'application/octet-stream' },
      { name: 'film.mp4', content: film, type: 'video/mp4' },
      { name: 'screen.png', content: image, type: 'image/png' },
      { name: 'setup.exe', content: image, type: 'application/x-msdownload' },
      { name: 'forwarded.eml', content: mail, type: 'message/rfc822' },
    ]);
    await desk.settled();
    const [sent, ...others] = await repliesAbout(id);
    expect(others).toEqual([]);
    const parsed = await received(sent);
    expect(parsed?.attachments.map(({ filename, mimeType, disposition }) => [filename, mimeType, disposition])).toEqual(
      [
        ['all “bytes”, ünd 👩‍👩‍👧.bin', 'application/octet-stream', 'attachment'],
        ['screen.png', 'image/png', 'attachment'],
        ['forwarded.eml', 'application/octet-stream', 'attachment'],
      ],
    );
    const contents = parsed?.attachments.map(({ content }) => Buffer.from(content as ArrayBuffer));
    expect(contents?.map((one, index) => one.equals([every, image, mail][index] ?? new Uint8Array()))).toEqual([
      true,
      true,
      true,
    ]);
    expect(parsed?.text).toContain(`\n\n- film.mp4 (6\u00a0MB)\n- setup.exe (${png.length}\u00a0bytes)\n\n`);
    expect(parsed?.html).toMatch(new RegExp(`<a href="[^"]*/static/support.html\\?ticket=${id}"[^>]*>film.mp4 `));

    const { messages } = await asCustomer(`tickets/${id}`);
    const portal = messages[0].attachments.find(({ name }: { name: string }) => name === 'film.mp4');
    const { content } = await load((await asCustomer(`tickets/${id}/files/${portal.id}`)).url);
    expect(content.equals(film)).toBe(true);

    await sendMail(desk.smtp ?? '', replyFrom(claims.email, sent, 'It arrived.'));
    await desk.settled();
    expect((await asCustomer(`tickets/${id}`)).messages.at(-1)).toMatchObject({ author: 'you', body: 'It arrived.' });
  });

  it('waits while S3 can’t be reached, and is sent once it can, once', async () => {
    const id = await submit();
    isDown = true;
    const content = new Uint8Array(Buffer.from('log'));
    const { id: message } = await replyWithFiles(desk, id, [{ name: 'a.log', content }]);
    await desk.settled();
    const delivery = async () =>
      (await call(`admin/support-tickets/${id}`, { 'x-admin-key': desk.adminKey })).thread.find(
        (entry: { id: string }) => entry.id === message,
      ).message.delivery;
    expect(await delivery()).toMatchObject({ state: 'queued', detail: 'Couldn’t read the files of the message.' });
    expect(await repliesAbout(id)).toEqual([]);
    isDown = false;
    await desk.runDue(new Date(Date.now() + 6 * 60_000));
    await desk.consumers.replay();
    await desk.settled();
    expect(await delivery()).toMatchObject({ state: 'sent' });
    const [sent, ...others] = await repliesAbout(id);
    expect(others).toEqual([]);
    const file = (await received(sent))?.attachments[0];
    expect([file?.filename, Buffer.from(file?.content as ArrayBuffer).toString()]).toEqual(['a.log', 'log']);
  });

  it('asks S3 for nothing if it has none', async () => {
    const id = await submit();
    await desk.settled();
    asked = 0;
    await replyWithFiles(desk, id, []);
    await desk.settled();
    expect(await repliesAbout(id)).toHaveLength(1);
    expect(asked).toBe(0);
  });
});
