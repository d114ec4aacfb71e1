import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockOf } from '#adapters/system-clock.ts';
import { autoCloseDue, autoCloseStep } from '#core/due/auto-close-due.ts';
import { later } from '#core/due/due-entry.ts';
import { addMessage } from '#core/ticket/add-message.ts';
import { announcedClosing } from '#core/ticket/auto-close.ts';
import { changeFields } from '#core/ticket/change-fields.ts';
import { isUnread } from '#core/ticket/is-unread.ts';
import type { MailProblem } from '#core/ticket/ticket.ts';
import { agentNamed } from '#test/core/agents/agent-named.ts';
import { changeWorld } from '#test/core/ticket/change-world.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';

const DAY = 86_400_000;
const noon = '2026-11-24T12:00:00.000000000Z';
const day = (days: number) => later(noon, days * DAY);
const dana = agentNamed('Dana');
const setting = { days: 14, remindDays: 3 };

/** A desk with one open ticket, whose clock is in days. */
function newDesk() {
  const { world, tickets, entries } = changeWorld({ ...exampleTicket, id: 't1' });
  const time = { days: 0 };
  const fates: { problem?: MailProblem; isHeld: boolean } = { isHeld: false };
  const now = () => Date.parse(noon) + time.days * DAY;
  const desk = { ...world, clock: clockOf(now) };
  const reply = (author: Parameters<typeof addMessage>[2]['author']) =>
    addMessage(desk, 't1', { kind: 'reply', author, body: 'It works.' });
  const stored = () => tickets.get('t1') ?? expect.fail('The ticket is gone.');
  const sweeping = { ...desk, unreachable: async () => fates.problem, hasHeldMail: async () => fates.isHeld };
  return {
    ...{ time, fates, entries, stored },
    agentReplies: () => reply({ type: 'agent', id: dana.id, name: dana.name }),
    customerReplies: () => reply({ type: 'customer' }),
    remove: () => tickets.delete('t1'),
    /** Mail to the customer bounces: as `recordTrouble` leaves the ticket. */
    bounces: () => tickets.set('t1', { ...stored(), mailProblem: 'bounced', version: stored().version + 1 }),
    change: (values: Parameters<typeof changeFields>[2]) => changeFields(desk, 't1', values, dana),
    sweep: () => autoCloseDue(sweeping, setting)('t1', 1, now()),
    sweepWithout: () => autoCloseDue(sweeping, undefined)('t1', 1, now()),
  };
}

describe('a ticket that waits for its customer', () => {
  it('is closed after its days, with a reminder before, by the rule', async () => {
    const desk = newDesk();
    await desk.agentReplies();
    desk.time.days = 10.9;
    expect((await desk.sweep()).next?.at.slice(0, 19)).toBe(day(11).slice(0, 19));
    expect(desk.entries).toHaveLength(1);
    desk.time.days = 11.1;
    const before = desk.stored();
    await Promise.all([desk.sweep(), desk.sweep()]);
    expect(desk.entries).toHaveLength(2);
    const { activityAt, latestMessage, status, reminded } = desk.stored();
    expect({ activityAt, latestMessage, status }).toEqual({
      activityAt: before.activityAt,
      latestMessage: before.latestMessage,
      status: 'in_progress',
    });
    expect(isUnread(desk.stored(), new Map([['t1', before.version]]))).toBe(false);
    expect(reminded?.closesAt.slice(0, 16)).toBe(day(14.1).slice(0, 16));
    desk.time.days = 14.05;
    await desk.sweep();
    expect(desk.stored().status).toBe('in_progress');
    desk.time.days = 14.2;
    await desk.sweep();
    expect((await desk.sweep()).next).toBeUndefined();
    expect(desk.stored().status).toBe('closed');
    expect(desk.entries.at(-1)).toMatchObject({
      author: { type: 'system' },
      kind: 'change',
      changes: [{ field: 'status', from: 'in_progress', to: 'closed' }],
      ruledBy: { name: 'auto_close', days: 14 },
    });
    expect(desk.entries.at(-2)).toMatchObject({
      kind: 'reminder',
      author: { type: 'system' },
      changes: [],
      closesAt: reminded?.closesAt,
      ruledBy: { name: 'auto_close', days: 14 },
    });
    await desk.customerReplies();
    expect(desk.stored().status).not.toBe('closed');
  });

  it('is reminded first if the setting is new, and nothing happens once it is off', async () => {
    const desk = newDesk();
    await desk.agentReplies();
    desk.time.days = 400;
    expect(await desk.sweepWithout()).toEqual({ next: undefined });
    expect(desk.entries).toHaveLength(1);
    await desk.sweep();
    await desk.sweep();
    expect(desk.stored().status).toBe('in_progress');
    desk.time.days = 402;
    await desk.sweep();
    expect(desk.stored().status).toBe('in_progress');
    desk.time.days = 404;
    await desk.sweepWithout();
    expect(desk.stored().status).toBe('in_progress');
    await desk.sweep();
    expect(desk.stored().status).toBe('closed');
  });

  it('is left alone while it is snoozed, and reminded when its days have passed again', async () => {
    const desk = newDesk();
    await desk.agentReplies();
    await desk.change({ snoozedUntil: day(40) });
    desk.time.days = 30;
    expect(await desk.sweep()).toEqual({ next: undefined });
    expect(desk.entries).toHaveLength(2);
    const woken = { ...desk.stored(), snoozedUntil: null, woken: { at: day(40), version: 4 } };
    expect(autoCloseStep(woken, setting)).toEqual({ what: 'remind', at: day(51) });
  });

  it('is left alone while mail doesn’t reach the customer, from the last reply on that may have', async () => {
    const desk = newDesk();
    await desk.agentReplies();
    desk.time.days = 12;
    await desk.sweep();
    desk.bounces();
    desk.time.days = 400;
    expect(await desk.sweep()).toEqual({ next: undefined });
    expect(desk.stored()).toMatchObject({ status: 'in_progress' });
    await desk.agentReplies();
    expect(autoCloseStep(desk.stored(), setting)?.at.slice(0, 10)).toBe(day(411).slice(0, 10));
  });

  it('is left alone while mail to it is held, which its customer may have written', async () => {
    const desk = newDesk();
    await desk.agentReplies();
    desk.fates.isHeld = true;
    desk.time.days = 12;
    const due = autoCloseStep(desk.stored(), setting)?.at;
    expect(await desk.sweep()).toEqual({ next: { at: due, version: 2 } });
    desk.fates.isHeld = false;
    await desk.sweep();
    expect(desk.entries.at(-1)).toMatchObject({ kind: 'reminder' });
    desk.fates.isHeld = true;
    desk.time.days = 16;
    await desk.sweep();
    expect(desk.stored().status).toBe('in_progress');
    desk.fates.isHeld = false;
    await desk.sweep();
    expect(desk.stored().status).toBe('closed');
  });

  it('says that mail doesn’t reach the customer instead of reminding them, or closing it', async () => {
    const desk = newDesk();
    await desk.agentReplies();
    desk.time.days = 12;
    desk.fates.problem = 'bounced';
    expect(await desk.sweep()).toEqual({ next: undefined });
    expect(desk.entries.at(-1)).toMatchObject({ kind: 'mail_bounced', author: { type: 'system' }, changes: [] });
    expect(desk.stored()).toMatchObject({ status: 'in_progress', mailProblem: 'bounced' });
    expect(desk.stored().reminded).toBeUndefined();
  });

  it('begins to wait again when an agent ends its snooze, whatever was announced before', async () => {
    const desk = newDesk();
    await desk.agentReplies();
    desk.time.days = 11.5;
    await desk.sweep();
    await desk.change({ snoozedUntil: day(60) });
    desk.time.days = 30;
    await desk.change({ snoozedUntil: null });
    expect(announcedClosing(desk.stored())).toBeNull();
    expect(await desk.sweep()).toMatchObject({ next: { at: expect.stringContaining(day(41).slice(0, 16)) } });
    expect(desk.stored().status).toBe('in_progress');
  });

  it('is reminded again if the setting was off when it should have been closed', async () => {
    const desk = newDesk();
    await desk.agentReplies();
    desk.time.days = 11.5;
    await desk.sweep();
    desk.time.days = 400;
    await desk.sweep();
    expect(desk.stored().status).toBe('in_progress');
    expect(desk.entries.at(-1)?.closesAt?.slice(0, 16)).toBe(day(403).slice(0, 16));
    desk.time.days = 403.1;
    await desk.sweep();
    expect(desk.stored().status).toBe('closed');
  });

  it('isn’t there any more, and owes nothing', async () => {
    const desk = newDesk();
    await desk.agentReplies();
    desk.remove();
    desk.time.days = 30;
    expect(await desk.sweep()).toEqual({ next: undefined });
  });

  it('is reminded again before it is closed, if there were replies since the reminder', async () => {
    const desk = newDesk();
    await desk.agentReplies();
    desk.time.days = 12;
    await desk.sweep();
    await desk.customerReplies();
    desk.time.days = 13;
    await desk.sweep();
    await desk.agentReplies();
    desk.time.days = 40;
    await desk.sweep();
    expect(desk.stored().status).toBe('in_progress');
    expect(desk.stored().reminded?.closesAt.slice(0, 19)).toBe(day(43).slice(0, 19));
  });

  it('is never closed if its customer has written since, is snoozed, or wasn’t reminded in time, whatever happens', async () => {
    const step = fc.oneof(
      { weight: 2, arbitrary: fc.record({ what: fc.constant('wait'), days: fc.integer({ min: 1, max: 9 }) }) },
      { weight: 3, arbitrary: fc.record({ what: fc.constant('sweep'), days: fc.constant(0) }) },
      fc.record({
        what: fc.constantFrom('agent', 'customer', 'bounce', 'snooze', 'awake', 'close', 'open', 'in_progress'),
        days: fc.constant(0),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const desk = newDesk();
        for (const { what, days } of steps) {
          const before = desk.stored();
          desk.time.days += days;
          if (what === 'agent') await desk.agentReplies();
          if (what === 'customer') await desk.customerReplies();
          if (what === 'bounce') desk.bounces();
          if (what === 'snooze' && before.status !== 'closed')
            await desk.change({ snoozedUntil: day(desk.time.days + 5) });
          if (what === 'awake') await desk.change({ snoozedUntil: null });
          if (what === 'close') await desk.change({ status: 'closed' });
          if (what === 'open' || what === 'in_progress') await desk.change({ status: what });
          if (what !== 'sweep') continue;
          await Promise.all([desk.sweep(), desk.sweep()]);
          const after = desk.stored();
          expect(after.version - before.version).toBeLessThanOrEqual(1);
          if (after.status === before.status) continue;
          expect(before).toMatchObject({ status: 'in_progress', snoozedUntil: null });
          expect(before).toMatchObject({ mailProblem: null, latestMessage: { author: { type: 'agent' } } });
          expect(after.status).toBe('closed');
          const reminder = desk.entries.findLast(({ kind }) => kind === 'reminder');
          expect(Date.parse(after.updatedAt) - Date.parse(String(reminder?.createdAt))).toBeGreaterThanOrEqual(3 * DAY);
          expect(String(reminder?.createdAt) > before.activityAt).toBe(true);
          expect(autoCloseStep(after, setting)).toBeUndefined();
        }
      }),
    );
  });
});
