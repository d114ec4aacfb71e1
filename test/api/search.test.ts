import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { deskUnderTest, json, nextOf } from './desk-under-test.ts';

const { desk, asAgent, asCustomer, submit } = deskUnderTest();

const path = '/api/admin/support-tickets';
/** A word of this file alone: others' tickets don't have it. */
const mine = `z${randomUUID().replaceAll('-', '')}`;
const find = (q: string, more = '') => asAgent('GET', `${path}?q=${encodeURIComponent(q)}${more}`);
const foundBy = async (q: string, more = '') => {
  const { json: rows, status } = await find(q, more);
  return status === 200 ? rows.map(({ subject }: { subject: string }) => subject.replace(` ${mine}`, '')) : status;
};
const ids = new Map<string, string>();
const ticket = async (subject: string, message = 'x', claims = {}) => {
  ids.set(subject, await submit({ subject: `${subject} ${mine}`, message }, claims));
};
const at = (subject: string) => `${path}/${ids.get(subject)}`;

beforeAll(async () => {
  await ticket('Refund', 'Where is my refund for INV-2026/0042?', { email: 'olivia@shop.example', name: 'Olivia Fox' });
  await ticket('Invoice', '先月の請求書はどこですか');
  await ticket('Login', 'Since v1.2.3 I see https://example.com/help?x=1');
  await asAgent('POST', `${at('Login')}/replies`, json({ body: 'Your refund is on its way.', kind: 'reply' }));
  // On a desk with a team, a reply assigns its ticket.
  await asAgent('PATCH', at('Login'), json({ assignee: null }));
  await asAgent('POST', `${at('Invoice')}/replies`, json({ body: 'Secretsauce for us alone', kind: 'note' }));
  await asAgent('PATCH', at('Refund'), json({ tags: ['Needs Review'], priority: 'high' }));
  await asAgent('POST', `${at('Invoice')}/close`);
  await desk().settled();
});

describe('a search', () => {
  it('finds what was written a moment ago', async () => {
    await expect.poll(() => foundBy(`${mine} status:closed`), { timeout: 20_000 }).toEqual(['Invoice']);
    await expect.poll(() => foundBy(`${mine} secretsauce`), { timeout: 20_000 }).toEqual(['Invoice']);
  });

  it.each([
    ['refund', ['Login', 'Refund']],
    ['REFUNDS', []],
    ['refu', ['Login', 'Refund']],
    ['"my refund"', ['Refund']],
    ['refund -"my refund"', ['Login']],
    ['refund -inv', ['Login']],
    ['INV-2026/0042', ['Refund']],
    ['2026/0042', ['Refund']],
    ['請求書', ['Invoice']],
    ['v1.2.3', ['Login']],
    ['example.com/help', ['Login']],
    ['olivia@shop.example', ['Refund']],
    ['fox', ['Refund']],
    ['review', ['Refund']],
    ['tag:"needs review"', ['Refund']],
    ['-tag:"needs review"', ['Login', 'Invoice']],
    ['from:olivia', ['Refund']],
    ['priority:high', ['Refund']],
    ['status:open status:closed', ['Invoice', 'Refund']],
    ['is:waiting', ['Invoice', 'Refund']],
    ['is:unassigned', ['Login', 'Invoice', 'Refund']],
    ['is:unread', ['Login', 'Refund']],
    ['has:note', ['Invoice']],
    ['secretsauce', ['Invoice']],
    ['has:file', []],
    ['before:2020', []],
    ['after:2020', ['Login', 'Invoice', 'Refund']],
  ])('%s', async (q, subjects) => {
    expect(await foundBy(`${mine} ${q}`)).toEqual(subjects);
  });

  it('finds a ticket by the beginning of its number', async () => {
    // The whole number would stand in the log, where no test may find what it sent.
    expect(await foundBy(`#${ids.get('Login')?.slice(0, 6)}`)).toContain('Login');
  });

  it('is in any order, within a status or an agent’s tickets, page by page', async () => {
    expect(await foundBy(mine, '&sort=oldest')).toEqual(['Refund', 'Invoice', 'Login']);
    expect(await foundBy(mine, '&sort=activity')).toEqual(['Invoice', 'Login', 'Refund']);
    expect(await foundBy(mine, '&sort=waiting')).toEqual(['Refund', 'Invoice', 'Login']);
    expect(await foundBy(mine, '&status=open')).toEqual(['Refund']);
    expect(await foundBy(mine, '&assignee=none')).toEqual(['Login', 'Refund']);
    for (const sort of ['newest', 'oldest', 'activity', 'waiting']) {
      const all = await foundBy(mine, `&sort=${sort}`);
      const subjects: string[] = [];
      let next: string | undefined = `${path}?q=${mine}&sort=${sort}&limit=2`;
      while (next) {
        const page = await asAgent('GET', next);
        expect(page.json.length).toBeLessThanOrEqual(2);
        subjects.push(...page.json.map(({ subject }: { subject: string }) => subject.replace(` ${mine}`, '')));
        next = nextOf(page);
      }
      expect(subjects).toEqual(all);
    }
    const first = await find(mine, '&limit=1');
    const cursor = new URL(nextOf(first) ?? '', desk().url).searchParams.get('cursor');
    expect((await find(`${mine} x`, `&limit=1&cursor=${cursor}`)).status).toBe(400);
  });

  it('begins after any ticket, where that is or would be', async () => {
    const beyond = (subject: string, more = '') => foundBy(mine, `&after_ticket=${ids.get(subject)}${more}`);
    expect(await beyond('Login')).toEqual(['Invoice', 'Refund']);
    expect(await beyond('Invoice')).toEqual(['Refund']);
    expect(await beyond('Invoice', '&sort=oldest')).toEqual(['Login']);
    expect(await beyond('Invoice', '&sort=activity')).toEqual(['Login', 'Refund']);
    expect(await beyond('Login', '&status=open')).toEqual(['Refund']);
    const page = await find(mine, `&after_ticket=${ids.get('Login')}&limit=1`);
    expect((await asAgent('GET', nextOf(page) ?? '')).json).toMatchObject([{ id: ids.get('Refund') }]);
    // Without a query: the ticket is closed, and its place is among the open ones all the same.
    const { json: rows } = await asAgent('GET', `${path}?after_ticket=${ids.get('Invoice')}`);
    const subjects = rows.map(({ subject }: { subject: string }) => subject);
    expect(subjects.filter((subject: string) => subject.includes(mine))).toEqual([`Refund ${mine}`]);

    expect(await foundBy(mine, `&after_ticket=${randomUUID()}`)).toBe(404);
    expect(await foundBy(mine, '&after_ticket=7')).toBe(422);
    expect(await beyond('Login', '&cursor=x')).toBe(422);
  });

  it('lists open tickets in the other orders without a query', async () => {
    const { json: rows } = await asAgent('GET', `${path}?sort=oldest`);
    expect(new Set(rows.map(({ status }: { status: string }) => status))).toEqual(new Set(['open']));
    const times = rows.map(({ created_at: time }: { created_at: string }) => time);
    expect(times).toEqual(times.toSorted());
  });

  it('is refused with the place of each mistake', async () => {
    const { status, json: problem } = await find('a status:done after:soon');
    expect(status).toBe(422);
    expect(problem.errors).toEqual([
      { pointer: '?q', detail: 'status: must be open, in_progress or closed, at 3' },
      { pointer: '?q', detail: 'after: must be a day, a month or a year, such as 2026-11-30, 2026-11 or 2026, at 15' },
    ]);
  });

  it('has a tag that ends with the next change, even of a note', async () => {
    await desk().settled();
    const first = await find(`${mine} pineapple`);
    expect(first.json).toEqual([]);
    await asAgent('POST', `${at('Login')}/replies`, json({ body: 'Pineapple', kind: 'note' }));
    await desk().settled();
    await expect.poll(() => foundBy(`${mine} pineapple`), { timeout: 20_000 }).toEqual(['Login']);
    const tag = first.headers.get('etag') ?? '';
    expect((await asAgent('GET', `${path}?q=${mine}%20pineapple`, { headers: { 'if-none-match': tag } })).status).toBe(
      200,
    );
  });

  it('of a customer never finds a note', async () => {
    const { json: own } = await asCustomer('GET', `/api/support/tickets?q=secretsauce`);
    expect(own.tickets ?? own).toEqual([]);
  });
});
