import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { deskUnderTest, json } from './desk-under-test.ts';
import { announce, load, png, send, uploading } from './uploaded-files.ts';

const { asAgent, asCustomer, submit } = deskUnderTest();
const own = '/api/support/uploads';
const upload = uploading(asCustomer, own);
const agentsUpload = uploading(asAgent, '/api/admin/uploads');
const text = (content: string) => new Uint8Array(Buffer.from(content));
const image = new Uint8Array(png);
const other = { sub: 'other-customer', email: 'other@example.com' };
const invalid = (...pointers: string[]) => ({
  type: 'urn:support-desk:problem:invalid_fields',
  errors: pointers.map((pointer) => expect.objectContaining({ pointer })),
});
const get = async (id: string) => (await asCustomer('GET', `/api/support/tickets/${id}`)).json;
const link = async (id: string, file: string, claims = {}) =>
  asCustomer('GET', `/api/support/tickets/${id}/files/${file}`, {}, claims);
const reply = (id: string, body: object, headers = {}, claims = {}) =>
  asCustomer('POST', `/api/support/tickets/${id}/replies`, json(body, headers), claims);
const answer = (id: string, body: object, headers = {}) =>
  asAgent('POST', `/api/admin/support-tickets/${id}/replies`, json({ kind: 'reply', ...body }, headers));

describe('an uploaded file', () => {
  it('comes with a ticket, for its customer and for agents', async () => {
    const attachments = [await upload(image, 'screen.png', 'image/png'), await upload(text('log'), 'a log.txt')];
    const id = await submit({ attachments });
    const files = [
      { id: expect.any(String), name: 'screen.png', type: 'image/png', size: image.length },
      { id: expect.any(String), name: 'a log.txt', type: 'text/plain', size: 3 },
    ];
    const ticket = await get(id);
    expect(ticket.attachments).toEqual(files);
    const { json: seen } = await asAgent('GET', `/api/admin/support-tickets/${id}`);
    expect(seen.attachments).toEqual(files);
    const { json: listed } = await asAgent('GET', '/api/admin/support-tickets?status=open&limit=100');
    expect(listed.find((one: { id: string }) => one.id === id).attachments).toEqual(files);

    const { status, json: linked } = await link(id, ticket.attachments[1].id);
    expect([status, linked]).toEqual([200, { url: expect.any(String), expires_at: expect.any(String) }]);
    const minutes = (Date.parse(linked.expires_at) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(4);
    expect(minutes).toBeLessThanOrEqual(5);
    const { content, headers } = await load(linked.url);
    expect(content.toString()).toBe('log');
    expect(headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''a%20log.txt");
    expect(headers.get('content-type')).toBe('application/octet-stream');
    const shown = await load(
      (await asAgent('GET', `/api/admin/support-tickets/${id}/files/${ticket.attachments[0].id}`)).json.url,
    );
    expect(shown.content.equals(png)).toBe(true);
    expect(shown.headers.get('content-type')).toBe('image/png');
    expect(shown.headers.get('content-disposition')).toBe("inline; filename*=UTF-8''screen.png");
  });

  it('comes with replies of both sides', async () => {
    const id = await submit();
    const { json: first } = await reply(id, { body: 'Here.', attachments: [await upload(text('1'), 'one.txt')] });
    expect(first.messages).toMatchObject([{ attachments: [{ name: 'one.txt', size: 1 }] }]);
    const { json: second } = await answer(id, {
      body: 'There.',
      attachments: [await agentsUpload(text('22'), 'two.txt')],
    });
    expect(second.thread).toMatchObject([{ message: { attachments: [{ name: 'two.txt', size: 2 }] } }]);
    const { messages } = await get(id);
    expect(messages.map((one: { attachments: object[] }) => one.attachments)).toMatchObject([
      [{ name: 'one.txt' }],
      [{ name: 'two.txt' }],
    ]);
    const { json: linked } = await link(id, messages[1].attachments[0].id);
    expect((await load(linked.url)).content.toString()).toBe('22');
  });

  it('of a note is for agents alone', async () => {
    const id = await submit();
    const attachments = [await agentsUpload(text('secret'), 'secret.txt')];
    const { json: added } = await answer(id, { body: 'Look.', kind: 'note', attachments });
    const file = added.thread[0].message.attachments[0].id;
    expect((await get(id)).messages).toEqual([]);
    expect((await link(id, file)).status).toBe(404);
    const { json: linked } = await asAgent('GET', `/api/admin/support-tickets/${id}/files/${file}`);
    expect((await load(linked.url)).content.toString()).toBe('secret');
  });

  it('is the same 404 for others, whether ticket or file exist', async () => {
    const id = await submit({ attachments: [await upload(text('mine'))] });
    const [{ id: file }] = (await get(id)).attachments;
    const mine = await submit({}, other);
    const notFound = { status: 404, json: expect.objectContaining({ detail: 'There is no ticket with this id.' }) };
    expect(await link(id, file, other)).toMatchObject(notFound);
    expect(await link(randomUUID(), file, other)).toMatchObject(notFound);
    expect((await link(mine, file, other)).status).toBe(404);
    expect((await link(id, randomUUID())).status).toBe(404);
  });
});

describe('whoever has a link to one file', () => {
  it('reaches no other with it, and none without it', async () => {
    const id = await submit({ attachments: [await upload(text('one')), await upload(text('two'))] });
    const [one, two] = (await get(id)).attachments;
    const { json: linked } = await link(id, one.id);
    expect((await load(linked.url.replace(one.id, two.id))).status).toBe(403);
    expect((await load(linked.url.split('?')[0])).status).toBe(403);
    expect((await load(linked.url.replace('X-Amz-Expires=300', 'X-Amz-Expires=3000'))).status).toBe(403);
    expect((await fetch(linked.url, { method: 'DELETE' })).status).toBe(403);
    expect((await load(linked.url)).content.toString()).toBe('one');
  });

  it('can’t upload to another key with a form', async () => {
    const announced = await announce(asCustomer, own, text('mine'));
    const victim = await announce(asCustomer, own, text('mine'), 'a', 'text/plain', other);
    for (const key of [victim.fields.key ?? '', 'files/any/file', 'mail/any']) {
      const forged = { ...announced, fields: { ...announced.fields, key } };
      expect((await send(forged, text('evil'))).status).toBe(403);
    }
  });
});

describe('a claim is refused, and nothing is stored,', () => {
  const refused = async (attachments: unknown, ...pointers: string[]) => {
    const id = await submit();
    const { status, json: problem } = await reply(id, { body: 'Here.', attachments });
    expect([status, problem]).toMatchObject([422, invalid(...pointers)]);
    expect((await get(id)).messages).toEqual([]);
  };

  it('for an upload that does not exist, or is somebody else’s', async () => {
    const theirs = await upload(text('theirs'), 'a', 'text/plain', other);
    await refused([randomUUID(), theirs], '#/attachments/0', '#/attachments/1');
  });

  it('for an agent’s upload', async () => refused([await agentsUpload(text('agent'))], '#/attachments/0'));

  it('for an upload that is in a message already', async () => {
    const used = await upload(text('used'));
    await submit({ attachments: [used] });
    await refused([used], '#/attachments/0');
  });

  it('for an upload that is not there yet, and it can be claimed once it is', async () => {
    const announced = await announce(asCustomer, own, text('late'));
    await refused([announced.upload_id], '#/attachments/0');
    await send(announced, text('late'));
    expect((await get(await submit({ attachments: [announced.upload_id] }))).attachments).toMatchObject([{ size: 4 }]);
  });

  it('for the same upload twice', async () => {
    const id = await upload(text('twice'));
    await refused([id, id], '#/attachments/1');
  });

  it('for more than ten', async () => refused(Array(11).fill(randomUUID()), '#/attachments'));

  it.each([['text'], 'text', [{}], { 0: randomUUID() }])('for %j', async (attachments) => {
    const id = await submit();
    expect((await reply(id, { body: 'Here.', attachments })).status).toBe(422);
  });
});

describe('a repeated request', () => {
  it('returns the first response, although its uploads are claimed', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const draft = { subject: 'a', message: 'b', attachments: [await upload(text('once'))] };
    const contact = () => asCustomer('POST', '/api/support/contact', json(draft, key));
    const first = await contact();
    expect(await contact()).toMatchObject({ status: 200, json: first.json });
    const answered = { body: 'c', attachments: [await upload(text('again'))] };
    const one = await reply(first.json.ticket_id, answered, key);
    const two = await reply(first.json.ticket_id, answered, key);
    expect([one.status, two.json.messages]).toEqual([200, one.json.messages]);
    expect((await get(first.json.ticket_id)).messages).toHaveLength(1);
  });

  it('is refused with other files', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const id = await submit();
    await reply(id, { body: 'c', attachments: [await upload(text('one'))] }, key);
    const { status, json: problem } = await reply(id, { body: 'c', attachments: [await upload(text('two'))] }, key);
    expect([status, problem.type]).toEqual([422, 'urn:support-desk:problem:idempotency_key_reused']);
  });
});

describe('requests that race', () => {
  it('for one upload: one has it, whatever ticket it is for', async () => {
    const attachments = [await upload(text('prize'))];
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() =>
        asCustomer('POST', '/api/support/contact', json({ subject: 'a', message: 'b', attachments })),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422, 422, 422]);
  });

  it('with one key: all get the same ticket', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const draft = { subject: 'a', message: 'b', attachments: [await upload(text('same'))] };
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => asCustomer('POST', '/api/support/contact', json(draft, key))),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(new Set(answers.map(({ json: { ticket_id } }) => ticket_id)).size).toBe(1);
  });

  it('with one key, to reply: all get the same reply', async () => {
    const id = await submit();
    const key = { 'idempotency-key': randomUUID() };
    const draft = { body: 'c', attachments: [await upload(text('same'))] };
    const answers = await Promise.all([1, 2, 3, 4].map(() => reply(id, draft, key)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await get(id)).messages).toHaveLength(1);
  });

  it('with different uploads: each has its own', async () => {
    const id = await submit();
    const ids = await Promise.all([1, 2, 3, 4].map((n) => upload(text(`${n}`), `${n}.txt`)));
    const answers = await Promise.all(ids.map((one) => reply(id, { body: 'c', attachments: [one] })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const { messages } = await get(id);
    const names = messages.map((one: { attachments: { name: string }[] }) => one.attachments.map(({ name }) => name));
    expect(names.flat().sort()).toEqual(['1.txt', '2.txt', '3.txt', '4.txt']);
  });
});

describe('what a file is', () => {
  const typeOf = async (content: Uint8Array<ArrayBuffer>, type: string) => {
    const id = await submit({ attachments: [await upload(content, 'file', type)] });
    const [file] = (await get(id)).attachments;
    const { headers } = await load((await link(id, file.id)).json.url);
    return [file.type, headers.get('content-type'), headers.get('content-disposition')?.split(';')[0]];
  };

  it('is decided by its content if that is an image', async () => {
    expect(await typeOf(image, 'text/html')).toEqual(['image/png', 'image/png', 'inline']);
  });

  it.each(['image/png', 'text/html', 'image/svg+xml', 'application/pdf'])(
    'is a download otherwise: %s',
    async (type) => {
      const page = text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
      const [named, served, disposition] = await typeOf(page, type);
      expect(named).toBe(type === 'image/png' ? 'application/octet-stream' : type);
      expect([served, disposition]).toEqual(['application/octet-stream', 'attachment']);
    },
  );

  it('does not change once it is claimed, although its form still works', async () => {
    const announced = await announce(asCustomer, own, image, 'a.png', 'image/png');
    await send(announced, image);
    const id = await submit({ attachments: [announced.upload_id] });
    const swapped = text('<script>'.padEnd(image.length));
    expect((await send(announced, swapped)).status).toBe(204);
    const { json: linked } = await link(id, (await get(id)).attachments[0].id);
    expect((await load(linked.url)).content.equals(png)).toBe(true);
    await reply(id, { body: 'again', attachments: [announced.upload_id] });
    expect((await load(linked.url)).content.equals(png)).toBe(true);
  });
});

describe('an announcement', () => {
  it('is good for two hours, and its file for a day', async () => {
    const { expires_at, fields } = await announce(asCustomer, own, text('draft'));
    const hours = (time: string) => Math.round((Date.parse(time) - Date.now()) / 3_600_000);
    const policy = JSON.parse(Buffer.from(fields.Policy ?? '', 'base64').toString());
    expect([hours(expires_at), hours(policy.expiration)]).toEqual([24, 2]);
  });

  it.each([
    ['no name', { name: '' }, '#/name'],
    ['a name of 256 characters', { name: 'x'.repeat(256) }, '#/name'],
    ['a folder in its name', { name: '../a' }, '#/name'],
    ['a line break in its name', { name: 'a\nb' }, '#/name'],
    ['a name that reads otherwise', { name: 'a\u202etxt.exe' }, '#/name'],
    ['no type', { type: '' }, '#/type'],
    ['a type with parameters', { type: 'text/html; charset=x' }, '#/type'],
    ['a type with a line break', { type: 'text/html\r\nx: y' }, '#/type'],
    ['no size', { size: undefined }, '#/size'],
    ['nothing in it', { size: 0 }, '#/size'],
    ['26,214,401 bytes', { size: 26_214_401 }, '#/size'],
    ['half a byte', { size: 1.5 }, '#/size'],
    ['a size as text', { size: '1' }, '#/size'],
    ['another field', { key: 'files/x' }, '#/key'],
  ])('with %s is refused', async (_, change, pointer) => {
    const draft = { name: 'a', type: 'text/plain', size: 1, ...change };
    const { status, json: problem } = await asCustomer('POST', own, json(draft));
    expect([status, problem]).toMatchObject([422, invalid(pointer)]);
  });

  it('is good for exactly that size', async () => {
    const announced = await announce(asCustomer, own, text('1234'));
    for (const lie of ['123', '12345']) expect((await send(announced, text(lie))).status).toBe(400);
  });

  it('is refused beyond twenty uploads that no message has claimed, also of requests that race', async () => {
    const claims = { sub: randomUUID() };
    const draft = json({ name: 'a', type: 'text/plain', size: 1 });
    const answers = await Promise.all(Array.from({ length: 24 }, () => asCustomer('POST', own, draft, claims)));
    const created = answers.filter(({ status }) => status === 201).length;
    // A few may have lost too many races, and were told so.
    expect(created).toBeLessThanOrEqual(20);
    for (let more = created; more < 20; more += 1) await asCustomer('POST', own, draft, claims);
    const { status, json: problem } = await asCustomer('POST', own, draft, claims);
    expect([status, problem.type]).toEqual([422, 'urn:support-desk:problem:upload_quota']);
  });

  it('is refused beyond 500 MB on one day', async () => {
    const claims = { sub: randomUUID() };
    const draft = (size: number) => json({ name: 'a', type: 'text/plain', size });
    for (let n = 0; n < 19; n += 1) await asCustomer('POST', own, draft(26_214_400), claims);
    const { status, json: problem } = await asCustomer('POST', own, draft(26_214_400), claims);
    expect([status, problem.type]).toEqual([422, 'urn:support-desk:problem:upload_quota']);
    expect((await asCustomer('POST', own, draft(1_000_000), claims)).status).toBe(201);
  });
});

describe('a form with files', () => {
  const form = (...files: [content: Uint8Array<ArrayBuffer>, name: string, type?: string][]) => {
    const body = new FormData();
    body.append('subject', 'Need help');
    body.append('message', 'It does not work.');
    for (const [content, name, type = ''] of files) body.append('file', new File([content], name, { type }));
    return body;
  };
  const contact = (body: FormData, headers = {}) => asCustomer('POST', '/api/support/contact', { body, headers });

  it('stores them with the ticket', async () => {
    const bytes = new Uint8Array(Buffer.from(Array.from({ length: 256 }, (_, n) => n)));
    const { json: stored } = await contact(form([bytes, 'all.bin'], [image, 'C:\\pictures\\a.jpg', 'image/jpeg']));
    const { attachments } = await get(stored.ticket_id);
    expect(attachments).toMatchObject([
      { name: 'all.bin', type: 'application/octet-stream', size: 256 },
      { name: 'a.jpg', type: 'image/png' },
    ]);
    const { json: linked } = await link(stored.ticket_id, attachments[0].id);
    expect((await load(linked.url)).content.equals(bytes)).toBe(true);
  });

  it('stores them with a reply, beside uploads', async () => {
    const id = await submit();
    const body = new FormData();
    body.append('body', 'Here.');
    body.append('file', new File([text('sent')], 'sent.txt', { type: 'text/plain' }));
    for (const name of ['one', 'two']) body.append('attachments', await upload(text(name), name));
    const { json: added } = await asCustomer('POST', `/api/support/tickets/${id}/replies`, { body });
    expect(added.messages[0].attachments.map(({ name }: { name: string }) => name)).toEqual(['one', 'two', 'sent.txt']);
  });

  it('may have one upload', async () => {
    const id = await submit();
    const body = new URLSearchParams({ body: 'Here.', attachments: await upload(text('one')) });
    const { json: added } = await asCustomer('POST', `/api/support/tickets/${id}/replies`, { body });
    expect(added.messages[0].attachments).toHaveLength(1);
  });

  it('takes 4 MB, and no more', async () => {
    const half = new Uint8Array(2 * 1024 * 1024).fill(7);
    expect((await contact(form([half, 'a'], [half, 'b']))).status).toBe(200);
    expect((await contact(form([half, 'a'], [half, 'b'], [text('x'), 'c']))).status).toBe(413);
  });

  it('ignores a file that nobody chose', async () => {
    const part = (name: string, content: string) =>
      `--x\r\nContent-Disposition: form-data; name="${name}\r\n\r\n${content}\r\n`;
    const empty =
      '--x\r\nContent-Disposition: form-data; name="file"; filename=""\r\nContent-Type: application/octet-stream\r\n\r\n\r\n';
    const body = `${part('subject"', 'a')}${part('message"', 'b')}${empty}--x--\r\n`;
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    const { json: stored } = await asCustomer('POST', '/api/support/contact', { body, headers });
    expect((await get(stored.ticket_id)).attachments).toEqual([]);
    expect((await contact(form([new Uint8Array(), '']))).status).toBe(200);
  });

  it('refuses an empty file', async () => {
    expect(await contact(form([new Uint8Array(), 'a.txt']))).toMatchObject({ status: 422, json: invalid('#/file/0') });
  });

  it('is recognized if it is repeated, by the content of its files', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const first = await contact(form([text('a'), 'a.txt']), key);
    expect((await contact(form([text('a'), 'a.txt']), key)).json).toEqual(first.json);
    expect((await contact(form([text('b'), 'a.txt']), key)).status).toBe(422);
  });

  it('refuses text in the place of a file, and a file in the place of text', async () => {
    const body = form();
    body.append('file', 'text');
    expect(await contact(body)).toMatchObject({ status: 422, json: invalid('#/file') });
    const wrong = new FormData();
    wrong.append('subject', 'a');
    wrong.append('message', new File([text('b')], 'b'));
    expect(await contact(wrong)).toMatchObject({ status: 422, json: invalid('#/message') });
  });
});
