import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, startDesk } from '#test/local/desk.ts';
import { apiClient } from './client.ts';
import { json } from './desk-under-test.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.close());

const asAgent = (method: string, path: string, init: RequestInit = {}) =>
  apiClient(desk.url)(method, path, { ...init, headers: { ...init.headers, 'x-admin-key': desk.adminKey } });
const asCustomer = async (path: string, body: object) =>
  apiClient(desk.url)('POST', path, json(body, { authorization: `Bearer ${await desk.token()}` }));
const submit = async (subject = 'Need help'): Promise<string> =>
  (await asCustomer('/api/support/contact', { subject, message: 'It does not work.' })).json.ticket_id;

const list = '/api/admin/support-tickets';
const HOUR_MS = 3_600_000;
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR_MS);
const until = inHours(2).toISOString();
const snooze = (id: string, time: string | null = until) =>
  asAgent('PATCH', `${list}/${id}`, json({ snoozed_until: time }));
const read = async (id: string) => (await asAgent('GET', `${list}/${id}`)).json;

describe('a snoozed ticket on a desk without mail', () => {
  it('wakes when the sweeper comes by after its time, as news with an entry by nobody', async () => {
    const id = await submit();
    await snooze(id);
    await desk.settled();
    await desk.runDue(inHours(1));
    expect((await read(id)).version).toBe(2);
    await Promise.all([desk.runDue(inHours(3)), desk.runDue(inHours(3))]);
    const woken = await read(id);
    expect(woken).toMatchObject({ version: 3, snoozed_until: null, woken: { version: 3 }, latest_customer_version: 1 });
    expect(woken.thread.at(-1)).toMatchObject({
      kind: 'change',
      author: { type: 'system' },
      changes: [{ field: 'snoozed_until', to: null }],
    });
    expect(Date.parse(woken.thread.at(-1).changes[0].from)).toBe(Date.parse(until));
  });

  it('is listed and counted with its status, found as snoozed, and wakes when its customer writes, as news', async () => {
    const stats = async () => (await asAgent('GET', '/api/admin/support-stats')).json;
    const ids = async (query: string) =>
      (await asAgent('GET', `${list}?${query}`)).json.map((row: { id: string }) => row.id);
    const before = await stats();
    const id = await submit();
    await snooze(id);
    await desk.settled();
    expect(await stats()).toMatchObject({ open: before.open + 1, snoozed: { open: 1, in_progress: 0, queues: null } });
    expect(await ids('status=open')).toContain(id);
    expect(await ids('status=all&q=is:snoozed')).toEqual([id]);
    expect(await ids('status=all&q=-is:snoozed')).not.toContain(id);
    await asCustomer(`/api/support/tickets/${id}/replies`, { body: 'It still does not work.' });
    await desk.settled();
    expect(await read(id)).toMatchObject({
      snoozed_until: null,
      woken: null,
      status: 'open',
      latest_customer_version: 3,
    });
    expect(await ids('status=all&q=is:snoozed')).toEqual([]);
    expect((await stats()).snoozed.open).toBe(0);
    await desk.runDue(inHours(3));
    expect((await read(id)).version).toBe(3);
  });
});
