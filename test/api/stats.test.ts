import { describe, expect, it, vi } from 'vitest';
import { statsJson } from '#http/stats/get-stats.ts';
import { deskUnderTest, json } from './desk-under-test.ts';

const { desk, asAgent, submit } = deskUnderTest();
const tickets = '/api/admin/support-tickets';
const stats = async (query = '?days=7') => (await asAgent('GET', `/api/admin/support-stats${query}`)).json;

/** Retries a check: a desk may have other tests' tickets, and its views follow within seconds. */
const eventually = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 250 });

/** Returns the stats once other tests' tickets are in them: of a deployed desk, when they have been the same for three seconds. */
async function settledStats() {
  await desk().settled();
  let before = await stats();
  if (process.env.DESK_URL === undefined) return before;
  let reads = 0;
  const unchanged = async () => {
    const now = await stats();
    const isSame = JSON.stringify([now.total, now.by_day]) === JSON.stringify([before.total, before.by_day]);
    before = now;
    reads += 1;
    expect(isSame && reads > 1).toBe(true);
  };
  await vi.waitFor(unchanged, { timeout: 30_000, interval: 3000 });
  return before;
}

describe('the stats', () => {
  it('follow a ticket from submission to closing', async () => {
    const before = await settledStats();
    const id = await submit();
    await eventually(async () => {
      const after = await stats();
      expect(after.open).toBe(before.open + 1);
      expect(after.total).toBe(before.total + 1);
      expect(after.today.opened).toBe(before.today.opened + 1);
      expect(after.by_day.at(-1).unclosed).toBe(before.by_day.at(-1).unclosed + 1);
    });
    await asAgent('PATCH', `${tickets}/${id}`, json({ status: 'in_progress' }));
    await eventually(async () => {
      const after = await stats();
      expect([after.open, after.in_progress]).toEqual([before.open, before.in_progress + 1]);
    });
    await asAgent('POST', `${tickets}/${id}/close`);
    await eventually(async () => {
      const after = await stats();
      expect([after.open, after.in_progress, after.closed]).toEqual([
        before.open,
        before.in_progress,
        before.closed + 1,
      ]);
      expect(after.today).toEqual({ opened: before.today.opened + 1, closed: before.today.closed + 1 });
      expect(after.time_to_close.median).toEqual(expect.any(Number));
      expect(after.by_day.at(-1).unclosed).toBe(before.by_day.at(-1).unclosed);
    });
  });

  it('name the oldest open ticket', async () => {
    await submit({ subject: 'Old or new' });
    const { json: open } = await asAgent('GET', `${tickets}?status=open`);
    const { oldest_open: oldest } = await stats();
    for (const { created_at } of open) expect(created_at >= oldest.created_at).toBe(true);
  });

  it('match the contract for any number of days from 1 to 90', async () => {
    for (const [query, days] of [
      ['', 30],
      ['?days=1', 1],
      ['?days=90', 90],
    ] as const) {
      const answer = statsJson.parse(await stats(query));
      expect(answer.by_day).toHaveLength(days);
      expect(answer.total).toBe(answer.open + answer.in_progress + answer.closed);
      expect(answer.agent).toBe('Dana (demo)');
      expect(answer.targets).toEqual({ open: 5, hours_to_close: { good: 24, late: 48 } });
    }
  });

  it.each(['?days=0', '?days=91', '?days=1.5', '?days=', '?days=-1'])('refuse %s by name', async (query) => {
    expect((await stats(query)).errors).toEqual([{ pointer: '?days', detail: 'must be a whole number from 1 to 90' }]);
  });

  it('are tagged, as the list is, and are read again after a change', async () => {
    const first = await asAgent('GET', '/api/admin/support-stats?days=1');
    const list = await asAgent('GET', tickets);
    for (const { headers } of [first, list]) expect(headers.get('etag')).toMatch(/^W\/"[\d.]+\.[\w-]{16}"$/);
    const id = await submit();
    await eventually(async () => {
      const headers = { 'if-none-match': list.headers.get('etag') ?? '' };
      const again = await asAgent('GET', tickets, { headers });
      expect(again.status).toBe(200);
      expect(again.json.map((row: { id: string }) => row.id)).toContain(id);
    });
  });
});
