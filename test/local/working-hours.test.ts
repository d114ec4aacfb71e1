import { expect, it } from 'vitest';
import type { Calendar } from '#core/hours/calendar.ts';
import { weekdays } from '#core/hours/calendar.ts';
import { workingTimeBetween } from '#core/hours/working-time.ts';
import { deskUnderTest, json, nextOf } from '#test/api/desk-under-test.ts';

const HOUR = 3_600_000;
const hours: Calendar = {
  timeZone: 'Pacific/Chatham',
  periods: Object.fromEntries(weekdays.map((day) => [day, [{ from: '00:00', to: '12:00' }]])),
  daysOff: [],
};
const tier = { credits: 1, name: 'Email', responseHours: 48, priority: 'normal' };
const supportTiers = [
  // What arrives while nobody works is due at the same time, so two tickets need two tiers to be due one after the other.
  { ...tier, credits: 500, name: 'Unhurried', replyWithin: '2d', resolveWithin: '48h' },
  { ...tier, replyWithin: '1d', resolveWithin: '24h' },
];
const { desk, asAgent, asCustomer, submit } = deskUnderTest({ settings: { hours, supportTiers } });

/** Targets are kept to the millisecond. */
const toMillisecond = (time: string) => `${time.slice(0, 23)}000000Z`;

it('a ticket has its targets in the working hours of the settings, and waits for its customer', async () => {
  const id = await submit();
  const path = `/api/admin/support-tickets/${id}`;
  const { json: ticket } = await asAgent('GET', path);
  const worked = (until: string) => workingTimeBetween(hours, Date.parse(ticket.created_at), Date.parse(until));
  expect(worked(ticket.reply_due_at)).toBe(12 * HOUR);
  expect(worked(ticket.resolve_due_at)).toBe(24 * HOUR);
  expect(ticket).toMatchObject({ replied_at: null, paused_at: null });

  await asAgent('POST', `${path}/replies`, json({ kind: 'reply', body: 'Which browser?' }));
  const { json: waiting } = await asAgent('GET', path);
  expect(waiting).toMatchObject({
    replied_at: toMillisecond(waiting.updated_at),
    paused_at: toMillisecond(waiting.updated_at),
  });
  expect(waiting).toMatchObject({ reply_due_at: ticket.reply_due_at, resolve_due_at: ticket.resolve_due_at });

  await asCustomer('POST', `/api/support/tickets/${id}/replies`, json({ body: 'Firefox.' }));
  const { json: resumed } = await asAgent('GET', path);
  expect(resumed).toMatchObject({ replied_at: waiting.replied_at, paused_at: null });
  const stood = workingTimeBetween(hours, Date.parse(waiting.paused_at), Date.parse(resumed.updated_at));
  expect(worked(resumed.resolve_due_at)).toBe(24 * HOUR + stood);
});

it('a ticket is listed by when it is due, while its time runs', async () => {
  const list = '/api/admin/support-tickets?sort=due';
  const [first, second] = [await submit(), await submit({}, { credits_purchased: 500 })];
  const idsOf = async (query: string) => {
    await desk().settled();
    const { json: rows } = await asAgent('GET', `${list}${query}`);
    return (rows as { readonly id: string }[]).map(({ id }) => id).filter((id) => [first, second].includes(id));
  };
  await expect.poll(() => idsOf('')).toEqual([first, second]);
  for (const id of [first, second]) await asAgent('PUT', `/api/admin/support-tickets/${id}/read`, json({ version: 1 }));
  const { json: read } = await asAgent('GET', list);
  expect(read).toEqual(expect.arrayContaining([expect.objectContaining({ id: first, read_version: 1 })]));
  expect(read).toEqual(expect.arrayContaining([expect.objectContaining({ id: second, read_version: 1 })]));
  const { json: due } = await asAgent('GET', `/api/admin/support-tickets/${second}`);
  expect(due.due_at).toBe(due.reply_due_at);
  await expect.poll(() => idsOf(`&due_before=${due.due_at}`)).toEqual([first]);
  const page = await asAgent('GET', `${list}&limit=1`);
  expect((await asAgent('GET', nextOf(page) ?? '')).json[0].id).not.toBe(page.json[0].id);
  await asAgent('POST', `/api/admin/support-tickets/${first}/replies`, json({ kind: 'reply', body: 'Which browser?' }));
  await expect.poll(() => idsOf('')).toEqual([second]);
  for (const wrong of [
    '&q=refund',
    '&status=open',
    '&assignee=me',
    '&due_before=today',
    '&due_before=2026-02-30T00:00:00Z',
  ]) {
    expect((await asAgent('GET', `${list}${wrong}`)).status).toBe(422);
  }
  expect((await asAgent('GET', `/api/admin/support-tickets?due_before=${due.due_at}`)).status).toBe(422);
});

it('the stats count targets that were met, by tier and agent', async () => {
  const id = await submit();
  const path = `/api/admin/support-tickets/${id}`;
  await asAgent('POST', `${path}/replies`, json({ kind: 'reply', body: 'Which browser?', close: true }));
  const { agent: me } = (await asAgent('GET', '/api/admin/me')).json;
  await asAgent('PATCH', path, json({ assignee: me.id }));
  await desk().settled();
  const mine = async () => {
    const { json: stats } = await asAgent('GET', '/api/admin/support-stats?days=7');
    expect(stats.response_targets.time_to_reply.median).toEqual(expect.any(Number));
    expect(stats.response_targets.by_tier).toMatchObject([{ support_tier: 'Email', reply: { missed: 0 } }]);
    return stats.response_targets.by_agent.find(({ agent }: { agent: { id: string } | null }) => agent?.id === me.id);
  };
  const once = { met: 1, missed: 0 };
  await expect.poll(mine).toEqual({ agent: { id: me.id, name: me.name }, reply: once, resolve: once });
});
