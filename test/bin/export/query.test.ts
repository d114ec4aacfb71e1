import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { Desk } from '#test/local/desk.ts';
import { twoDesks } from './running-desks.ts';

const tier = { credits: 1, name: 'Email', responseHours: 48, priority: 'normal', replyWithin: '1d' };
const hours = { timeZone: 'UTC', periods: { monday: [{ from: '09:00', to: '17:00' }] }, daysOff: [] };
const desks = twoDesks({ settings: { supportTiers: [tier], hours } });
const { run } = desks;
const list = '/api/admin/support-tickets';

async function asAgent({ url, adminKey }: Desk, method: string, path: string, body?: unknown) {
  const headers = { 'x-admin-key': adminKey, ...(body !== undefined && { 'content-type': 'application/json' }) };
  const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
  return fetch(`${url}${path}`, init);
}

async function submit(customer: string, subject: string, message = 'It hangs.'): Promise<string> {
  const { url, token } = desks.from();
  const headers = { authorization: `Bearer ${await token({ sub: customer, email: `${customer}@example.com` })}` };
  const body = new URLSearchParams({ subject, message });
  const submitted = await fetch(`${url}/api/support/contact`, { method: 'POST', headers, body });
  return ((await submitted.json()) as { ticket_id: string }).ticket_id;
}

/** Runs `desk export` on the first desk, and returns the file. */
async function exported(format: 'csv' | 'jsonl', ...args: string[]): Promise<{ path: string; text: string }> {
  const path = desks.file(`${randomUUID()}.${format}`);
  await desks.from().settled();
  await run(desks.from(), 'export', '--format', format, '--output', path, ...args);
  return { path, text: await readFile(path, 'utf8') };
}
const rowsOf = ({ text }: { text: string }): Record<string, string>[] =>
  parse(text, { columns: true, record_delimiter: '\r\n', bom: true });
const idsOf = ({ text }: { text: string }): string[] =>
  text.split('\n').flatMap((line) => (line === '' ? [] : JSON.parse(line).id));

describe('an export with a query', () => {
  it('has what the search finds, as the same query finds it in the API', async () => {
    const refund = await submit('ann', 'Refund please');
    const tagged = await submit('ben', 'Invoice');
    await submit('ben', 'Something else');
    await asAgent(desks.from(), 'PATCH', `${list}/${tagged}`, { tags: ['billing'], assignee: null, status: 'closed' });
    for (const [query, id] of [
      ['from:ann refund', refund],
      ['tag:billing -refund', tagged],
      ['status:closed inv', tagged],
    ] as const) {
      expect(rowsOf(await exported('csv', '--query', query))).toMatchObject([{ id }]);
      // With the calendar that its targets are of.
      expect(idsOf(await exported('jsonl', '--query', query))).toEqual([expect.stringMatching(/^calendar#/), id]);
      const found = await asAgent(desks.from(), 'GET', `${list}?q=${encodeURIComponent(query)}`);
      expect(await found.json()).toMatchObject([{ id }]);
    }
    // A status restricts it, as in the API.
    expect(rowsOf(await exported('csv', '--query', 'tag:billing', '--status', 'open'))).toEqual([]);
    expect(
      rowsOf(await exported('csv', '--query', 'status:open status:closed tag:billing', '--status', 'closed')),
    ).toHaveLength(1);
  });

  it('has all of them, however many there are', async () => {
    const ids = await Promise.all(Array.from({ length: 101 }, (_, index) => submit('many', `Quokka ${index}`)));
    expect(
      rowsOf(await exported('csv', '--query', 'quokka'))
        .map(({ id }) => id)
        .sort(),
    ).toEqual(ids.sort());
  });

  it('names the place of a mistake, as the API does, and writes nothing', async () => {
    await expect(exported('csv', '--query', 'refund status:done')).rejects.toThrow(
      '--query: status: must be open, in_progress or closed, at 8',
    );
    await expect(exported('csv', '--query', 'assignee:nobody-here')).rejects.toThrow('--query: assignee: must be');
  });

  it.each(['assignee:me', '-assignee:me', 'refund is:unread'])('can’t ask who is signed in: %s', async (query) => {
    await expect(exported('csv', `--query=${query}`)).rejects.toThrow('nobody is signed in');
  });
});

describe('an export of some tickets', () => {
  it.each([
    ['--query', 'survivor'],
    ['--status', 'in_progress'],
  ])('has those that were merged into them, so that %s %s loses no words', async (...restricted) => {
    const customer = randomUUID();
    const old = await submit(customer, 'Older', 'It stops at zebra.');
    const survivor = await submit(customer, 'Survivor');
    await asAgent(desks.from(), 'POST', `${list}/${old}/merge`, { into: survivor });
    await asAgent(desks.from(), 'PATCH', `${list}/${survivor}`, { status: 'in_progress' });
    const file = await exported('jsonl', ...restricted);
    expect(idsOf(file)).toEqual(expect.arrayContaining([survivor, old]));
    expect(new Set(idsOf(file)).size).toBe(idsOf(file).length);
    expect(rowsOf(await exported('csv', ...restricted)).map(({ id }) => id)).not.toContain(old);
    await run(desks.to(), 'import', file.path);
    const there = await asAgent(desks.to(), 'GET', `${list}/${survivor}`);
    expect(JSON.stringify(await there.json())).toContain('It stops at zebra.');
  });
});

describe('an export of a desk', () => {
  it('has the views that agents share, which an import adds, so that they show at once', async () => {
    const [from, to] = [desks.from(), desks.to()];
    const draft = (name: string, shared: boolean) => ({
      name,
      query: 'refund  ',
      sort: 'waiting',
      shared,
      position: 2,
    });
    const [shared, own] = [randomUUID(), randomUUID()];
    await asAgent(from, 'PUT', `/api/admin/saved-views/${shared}`, draft('Refunds', true));
    await asAgent(from, 'PUT', `/api/admin/saved-views/${own}`, draft('Mine', false));
    const views = async (ifNoneMatch = '') => {
      const headers = { 'x-admin-key': to.adminKey, 'if-none-match': ifNoneMatch };
      return fetch(`${to.url}/api/admin/saved-views`, { headers });
    };
    const file = await exported('jsonl');
    expect(file.text).not.toContain('Mine');
    await to.settled();
    const before = await views();
    expect(await before.json()).toEqual([]);
    await run(to, 'import', file.path);
    const after = await views(before.headers.get('etag') ?? '');
    expect(after.status).toBe(200);
    expect(await after.json()).toMatchObject([{ id: shared, ...draft('Refunds', true) }]);
    expect((await run(to, 'import', file.path))[0]).toMatch(/^Imported: 0\./);
    for (const restricted of [
      ['--status', 'open'],
      ['--query', 'refund'],
    ]) {
      expect((await exported('jsonl', ...restricted)).text).not.toContain('Refunds');
    }
  });
});
