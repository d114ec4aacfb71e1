import { describe, expect, it } from 'vitest';
import type { Calendar } from '#core/hours/calendar.ts';
import { submitTicket, type TicketDraft } from '#core/ticket/submit-ticket.ts';
import type { SupportTier } from '#core/ticket/support-tier.ts';
import { memoryStore } from './memory-store.ts';

const customer = { issuer: 'https://shop.example', userId: 'u1', email: 'a@example.com', creditsPurchased: 7 };
const tier: SupportTier = { credits: 1, name: 'Email (48h response)', responseHours: 48, priority: 'normal' };
const at = '2026-11-01T10:00:00.000000000Z';

/** Returns a desk that submits for one customer, and its results. */
function desk() {
  const { tickets, store } = memoryStore();
  const lines: string[] = [];
  let ids = 0;
  const world = {
    tickets: store,
    clock: { now: () => 0, timestamp: () => at },
    newId: () => `id-${ids++}`,
    announce: (line: string) => void lines.push(line),
  };
  const submit = (draft: TicketDraft) => submitTicket(world, customer, tier, draft);
  return { tickets, lines, submit };
}

const announce = () => {};
const draft = { subject: 'Need help', message: 'It does not work.' };
const withKey = { ...draft, idempotencyKey: 'key-1' };

describe('submitting a ticket', () => {
  it('stores it open, with a snapshot of the customer, and returns it', async () => {
    const { tickets, submit } = desk();
    const ticket = await submit(draft);
    expect(ticket).toEqual({
      id: 'id-0',
      userId: 'u1',
      userEmail: 'a@example.com',
      userName: null,
      ...draft,
      status: 'open',
      priority: 'normal',
      prioritySetBy: null,
      assignee: null,
      tags: [],
      supportTier: 'Email (48h response)',
      creditsPurchased: 7,
      createdAt: at,
      updatedAt: at,
      closedAt: null,
      activityAt: at,
      latestMessage: null,
      latestCustomerVersion: 1,
      mailProblem: null,
      statusBeforeClosing: null,
      snoozedUntil: null,
      woken: null,
      version: 1,
    });
    expect([...tickets.values()]).toEqual([ticket]);
  });

  it('stamps it with its targets in working hours, by a calendar that is kept', async () => {
    const { store } = memoryStore();
    const hours: Calendar = { timeZone: 'UTC', periods: { monday: [{ from: '09:00', to: '17:00' }] }, daysOff: [] };
    const world = { tickets: store, hours, clock: { now: () => 0, timestamp: () => at }, newId: () => 'id', announce };
    const within = { ...tier, replyWithin: 2 * 3_600_000, resolveWithin: 10 * 3_600_000 };
    const { targets } = await submitTicket(world, customer, within, draft);
    expect(targets).toMatchObject({
      replyDueAt: Date.parse('2026-11-02T11:00:00Z'),
      resolveDueAt: Date.parse('2026-11-09T11:00:00Z'),
    });
    expect(await store.calendar(targets?.calendar ?? '')).toEqual(hours);
  });

  it('announces each ticket once, in the request that stored it', async () => {
    const { lines, submit } = desk();
    await submit(withKey);
    await submit(withKey);
    await submit(draft);
    expect(lines).toEqual([
      expect.stringMatching(/^\[SUPPORT TICKET #[0-9a-f]{8}\] From: a@example\.com \| Subject: Need help$/),
      '[SUPPORT TICKET #id-0] From: a@example.com | Subject: Need help',
    ]);
  });

  it('returns the first result for a repeated key with the same content', async () => {
    const { tickets, submit } = desk();
    const first = await submit(withKey);
    expect(await submit(withKey)).toEqual(first);
    expect(tickets.size).toBe(1);
  });

  it.each([
    ['subject', { ...withKey, subject: 'Something else' }],
    ['message', { ...withKey, message: 'Something else' }],
  ])('refuses a repeated key with another %s, and loses nothing', async (_, other) => {
    const { tickets, submit } = desk();
    const first = await submit(withKey);
    await expect(submit(other)).rejects.toMatchObject({
      refusal: 'idempotency_key_reused',
      message: expect.stringMatching(/same subject and message again, or choose a new key/),
    });
    expect([...tickets.values()]).toEqual([first]);
  });

  it('refuses an id that is taken, even without a key', async () => {
    const { store } = memoryStore();
    const world = {
      tickets: store,
      clock: { now: () => 0, timestamp: () => at },
      newId: () => 'same',
      announce: () => {},
    };
    await submitTicket(world, customer, tier, draft);
    await expect(submitTicket(world, customer, tier, draft)).rejects.toMatchObject({
      refusal: 'idempotency_key_reused',
    });
  });
});
