import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { deskUnderTest, json, nextOf } from './desk-under-test.ts';
import { load, uploading } from './uploaded-files.ts';

const { desk, asAgent, asCustomer, submit } = deskUnderTest();

const list = '/api/admin/support-tickets';
const merge = (id: string, into: string, headers = {}) =>
  asAgent('POST', `${list}/${id}/merge`, json({ into }, headers));
const unmerge = (id: string, headers = {}) => asAgent('POST', `${list}/${id}/unmerge`, { headers });

/** Submits two tickets of a new customer. */
async function two(): Promise<{ old: string; survivor: string; sub: string }> {
  const sub = randomUUID();
  const old = await submit({ subject: 'First', message: 'It stops at zebra.' }, { sub });
  const survivor = await submit({ subject: 'Second', message: 'It still stops.' }, { sub });
  return { old, survivor, sub };
}

it('merges a ticket into another one of its customer, and undoes it', async () => {
  const { old, survivor } = await two();
  // One's own changes are no news.
  await asAgent('PATCH', `${list}/${old}`, json({ priority: 'high' }));
  const merged = await merge(old, survivor, { 'if-match': '"1"' });
  expect([merged.status, merged.headers.get('etag')]).toEqual([200, '"3"']);
  expect(merged.json).toMatchObject({ id: old, status: 'closed', merged_into: survivor, merged: [] });
  expect((await asAgent('GET', `${list}/${old}`)).json).toMatchObject({ merged_into: survivor });
  expect((await asAgent('GET', `${list}/${survivor}`)).json).toMatchObject({ merged_into: null, merged: [old] });
  expect((await unmerge(old, { 'if-match': '"4"' })).status).toBe(412);
  const alone = await unmerge(old, { 'if-match': '"2"' });
  expect(alone.json).toMatchObject({ id: old, status: 'open', merged_into: null, version: 4 });
  expect((await asAgent('GET', `${list}/${survivor}`)).json).toMatchObject({ merged: [], version: 3 });
});

it('refuses another customer’s ticket, and to change or merge one that is merged, with its survivor', async () => {
  const [{ old, survivor }, another] = [await two(), await two()];
  const { status, json: problem } = await merge(old, another.old);
  expect([status, problem.errors]).toEqual([422, [{ pointer: '#/into', detail: expect.any(String) }]]);
  await merge(old, survivor);
  const patched = await asAgent('PATCH', `${list}/${old}`, json({ priority: 'high' }));
  expect(patched).toMatchObject({
    status: 409,
    json: { type: 'urn:support-desk:problem:ticket_merged', merged_into: survivor },
  });
  expect((await asAgent('POST', `${list}/${old}/close`)).status).toBe(200);
  expect((await merge(survivor, old)).json).toMatchObject({ status: 409, merged_into: survivor });
});

const write = (id: string, body: string, kind = 'reply', headers = {}) =>
  asAgent('POST', `${list}/${id}/replies`, json({ body, kind }, headers));
const textsOf = (answer: { json: { thread: { message?: { body: string } }[] } }) =>
  answer.json.thread.flatMap(({ message }) => message?.body ?? []);

it('reads both conversations in order of time, and what is written to the merged ticket goes to the survivor', async () => {
  const { old, survivor } = await two();
  await write(old, 'Try again.');
  await write(survivor, 'A note.', 'note');
  await merge(old, survivor);
  const key = { 'idempotency-key': randomUUID(), 'if-match': '"2"' };
  const { json: added } = await write(old, 'After.', 'reply', key);
  expect(added).toMatchObject({ id: survivor, thread: [{ ticket_id: null, message: { body: 'After.' } }] });
  expect((await write(old, 'After.', 'reply', key)).json.thread).toEqual(added.thread);
  const read = await asAgent('GET', `${list}/${survivor}`);
  expect(read.json.thread).toMatchObject([
    {
      id: old,
      ticket_id: old,
      subject: expect.any(String),
      version: 1,
      author: { type: 'customer' },
      message: { body: 'It stops at zebra.' },
    },
    { ticket_id: old, version: 2, message: { body: 'Try again.' } },
    { ticket_id: null, kind: 'note', version: 2 },
    { ticket_id: null, kind: 'change', version: 3, changes: [{ field: 'merged', from: [], to: [old] }] },
    { ticket_id: null, version: 4 },
  ]);
  expect(textsOf(await asAgent('GET', `${list}/${old}`))).toEqual(['Try again.']);
  await unmerge(old);
  expect(textsOf(await asAgent('GET', `${list}/${survivor}`))).toEqual(['A note.', 'After.']);
  expect((await write(old, 'After.', 'reply', key)).json.thread).toEqual(added.thread);
});

it('refuses an answer to the merged ticket over what the survivor has that is newer than the version that was read', async () => {
  const { old, survivor, sub } = await two();
  await merge(old, survivor);
  const own = { sub };
  const answer = (version: number, kind = 'reply') => write(old, 'Done.', kind, { 'if-match': `"${version}"` });
  // The survivor began after the first version of the merged ticket, and nothing is newer than its merge.
  expect((await answer(1)).status).toBe(412);
  expect((await answer(2)).status).toBe(200);
  await asCustomer('POST', `/api/support/tickets/${old}/replies`, json({ body: 'It still stops.' }), own);
  const refused = await answer(2);
  expect(refused).toMatchObject({
    status: 412,
    json: {
      ticket: { id: survivor, merged: [old], version: 4 },
      thread: [
        { version: 3, author: { type: 'agent' } },
        { version: 4, author: { type: 'customer' }, message: { body: 'It still stops.' } },
      ],
    },
  });
  expect(refused.headers.get('etag')).toBe('"4"');
  expect((await answer(2, 'note')).status).toBe(200);
  expect((await write(survivor, 'Done.', 'reply', { 'if-match': '"4"' })).status).toBe(200);
});

it('is one ticket for the customer, whichever they name', async () => {
  const { old, survivor, sub } = await two();
  const own = (method: string, path: string, init = {}) =>
    asCustomer(method, `/api/support/tickets${path}`, init, { sub });
  await write(old, 'Try again.');
  await write(old, 'For us only.', 'note');
  await merge(old, survivor);
  const { json: tickets } = await own('GET', '');
  expect(tickets.map(({ id }: { id: string }) => id)).toEqual([survivor]);
  const replied = await own('POST', `/${old}/replies`, json({ body: 'It works.' }));
  expect(replied.json).toMatchObject({ id: survivor, status: 'open' });
  const read = await own('GET', `/${old}`);
  expect(read.json).toMatchObject({
    id: survivor,
    messages: [
      { id: old, author: 'you', body: 'It stops at zebra.' },
      { author: 'support', body: 'Try again.' },
      { author: 'you', body: 'It works.' },
    ],
  });
  expect((await own('GET', `/${survivor}`)).json).toEqual(read.json);
  const { json: found } = await own('GET', '?q=zebra');
  expect(found.map(({ id }: { id: string }) => id)).toEqual([survivor]);
});

it('pages both conversations for the customer, leaving out and repeating nothing', async () => {
  const { old, survivor, sub } = await two();
  for (let index = 0; index < 52; index += 1) await write(index % 3 ? old : survivor, `Reply ${index}`);
  await merge(old, survivor);
  const bodies: string[] = [];
  for (let path: string | undefined = `/api/support/tickets/${survivor}`; path; ) {
    const page = await asCustomer('GET', path, {}, { sub });
    bodies.unshift(...page.json.messages.map(({ body }: { body: string }) => body));
    path = nextOf(page);
  }
  expect(bodies).toEqual(['It stops at zebra.', ...Array.from({ length: 52 }, (_, index) => `Reply ${index}`)]);
});

it('pages on under the merged ticket for a customer who had begun before the merge', async () => {
  const { old, survivor, sub } = await two();
  for (let index = 0; index < 52; index += 1) await write(old, `Reply ${index}`);
  const latest = await asCustomer('GET', `/api/support/tickets/${old}`, {}, { sub });
  await merge(old, survivor);
  const earlier = await asCustomer('GET', nextOf(latest) ?? '', {}, { sub });
  expect([earlier.status, earlier.json.id]).toEqual([200, survivor]);
  expect(earlier.json.messages.map(({ body }: { body: string }) => body)).toEqual([
    'It stops at zebra.',
    'Reply 0',
    'Reply 1',
  ]);
});

it('has the files of both under the survivor, those of notes for agents alone', async () => {
  const { old, survivor, sub } = await two();
  const file = (text: string) => new Uint8Array(Buffer.from(text));
  const add = async (kind: string) => {
    const attachments = [await uploading(asAgent, '/api/admin/uploads')(file(kind), `${kind}.txt`)];
    const { json: added } = await asAgent('POST', `${list}/${old}/replies`, json({ body: 'Here.', kind, attachments }));
    return added.thread[0].message.attachments[0].id;
  };
  const [replied, noted] = [await add('reply'), await add('note')];
  await merge(old, survivor);
  const afterwards = await add('reply');
  const own = (id: string) => asCustomer('GET', `/api/support/tickets/${survivor}/files/${id}`, {}, { sub });
  for (const id of [replied, noted, afterwards]) {
    const { status, json: link } = await asAgent('GET', `${list}/${survivor}/files/${id}`);
    expect([status, (await load(link.url)).status]).toEqual([200, 200]);
  }
  expect((await asCustomer('GET', `/api/support/tickets/${old}/files/${afterwards}`, {}, { sub })).status).toBe(200);
  const { json: link } = await own(replied);
  expect((await load(link.url)).content.toString()).toBe('reply');
  expect((await own(noted)).status).toBe(404);
});

it('is in no list and no count, and is one ticket of the customer for agents, too', async () => {
  const { old, survivor } = await two();
  const ids = async (path: string) => (await asAgent('GET', path)).json.map(({ id }: { id: string }) => id);
  const listed = async () => {
    let count = 0;
    for (let page: string | undefined = `${list}?status=all&limit=100`; page; ) {
      const answer = await asAgent('GET', page);
      count += answer.json.length;
      page = nextOf(answer);
    }
    return count;
  };
  const counted = async () => (await asAgent('GET', '/api/admin/support-stats')).json.total;
  // The counts follow the tickets.
  const expectCounted = async (count: number) => {
    expect(await listed()).toBe(count);
    await desk().settled();
    await expect.poll(counted, { timeout: 20_000 }).toBe(count);
  };
  const before = await listed();
  await merge(old, survivor);
  await expectCounted(before - 1);
  for (const more of ['', '&status=closed', '&q=zebra'])
    expect(await ids(`${list}?limit=100${more}`)).not.toContain(old);
  await expect.poll(() => ids(`${list}?q=zebra%20second`), { timeout: 20_000 }).toContain(survivor);
  expect((await asAgent('GET', `${list}/${survivor}/customer`)).json.tickets).toEqual([]);
  await unmerge(old);
  await expectCounted(before);
  expect(await ids(`${list}?limit=100&status=open`)).toEqual(expect.arrayContaining([old, survivor]));
});
