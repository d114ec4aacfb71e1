import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Calendar, calendarHash } from '#core/hours/calendar.ts';
import { addWorkingTime, workingTimeBetween } from '#core/hours/working-time.ts';
import { addMessage } from '#core/ticket/add-message.ts';
import type { Author } from '#core/ticket/author.ts';
import { changeFields } from '#core/ticket/change-fields.ts';
import type { Entry } from '#core/ticket/entry.ts';
import { recomputedTargets } from '#core/ticket/recompute-targets.ts';
import { newTicket } from '#core/ticket/submit-ticket.ts';
import { dueAt, movedTargets, type Situation, type Targets, targetsFrom } from '#core/ticket/targets.ts';
import { type Status, statuses, type Ticket } from '#core/ticket/ticket.ts';
import { authorNamed } from '#test/core/agents/agent-named.ts';
import { anyCalendar, anyMoment } from '#test/core/hours/arbitrary-calendar.ts';
import { memoryStore } from './memory-store.ts';

const HOUR = 3_600_000;
const MONDAY = Date.parse('2026-03-23T00:00:00Z');
const tier = { priority: 'normal', replyWithin: 2 * HOUR, resolveWithin: 8 * HOUR } as const;
const office: Calendar = {
  timeZone: 'UTC',
  periods: {
    monday: [{ from: '09:00', to: '17:00' }],
    tuesday: [{ from: '09:00', to: '17:00' }],
    wednesday: [{ from: '09:00', to: '17:00' }],
  },
  daysOff: [],
};
const dana = { id: 'a0000000-0000-4000-8000-000000000001', name: 'Dana' };
const customer = { userId: 'u1', email: 'a@example.com', creditsPurchased: 1 };
const draft = { subject: 's', message: 'm' };
const timestamp = (time: number) => new Date(time).toISOString().replace('Z', '000000Z');

/** Something that happens to a ticket, some hours after what happened before. */
type Step = { readonly hours: number } & (
  | { readonly status: Status }
  | { readonly snoozeHours: number | null }
  | { readonly by: 'agent' | 'customer'; readonly kind: 'reply' | 'note'; readonly close?: boolean | undefined }
);

/** Returns a ticket that is submitted on a Monday at 9 o'clock, by this calendar, after what happened to it. */
async function ticketAfter(steps: readonly Step[], calendar?: Calendar) {
  let now = MONDAY + 9 * HOUR;
  const ticket = newTicket('id', customer, { name: 'Email', ...tier }, draft, timestamp(now));
  const targets = targetsFrom(tier, calendar, timestamp(now));
  const { tickets, entries, store, threads } = memoryStore({ ...ticket, ...(targets && { targets }) });
  if (calendar) await store.keepCalendar(calendar);
  const world = {
    tickets: store,
    threads,
    clock: { timestamp: () => timestamp(now) },
    newEntryId: (at: string) => at,
    pause: async () => {},
  };
  for (const { hours, ...step } of steps) {
    now += Math.round(hours * HOUR);
    if ('snoozeHours' in step) {
      const snoozedUntil = step.snoozeHours === null ? null : timestamp(now + step.snoozeHours * HOUR);
      await changeFields(world, 'id', { snoozedUntil }, dana).catch(() => undefined);
    } else if ('status' in step) await changeFields(world, 'id', step, dana);
    else {
      const author: Author = step.by === 'agent' ? authorNamed('Dana') : { type: 'customer' };
      await addMessage(world, 'id', { ...step, author, body: 'Hello.' });
    }
  }
  return { ticket: tickets.get('id') as Ticket & { readonly targets: Targets }, entries };
}

const targetsAfter = async (...steps: Step[]) => (await ticketAfter(steps, office)).ticket.targets;
const at = (day: number, hour: number) => MONDAY + (day * 24 + hour) * HOUR;

/**
 * Computes the targets from the entries alone: how long the ticket was neither closed nor waiting for the customer. Once it has a reply, or is closed,
 * the target for that no longer moves.
 */
function recomputed({ createdAt }: Ticket, entries: readonly Entry[], calendar: Calendar | undefined): Targets {
  const milliseconds = (time: string) => Date.parse(time);
  const due = (within: number, paused: number) => addWorkingTime(calendar, milliseconds(createdAt), within + paused);
  let status: Status = 'open';
  let isAnswered = false;
  let isSnoozed = false;
  let [paused, pausedForReply] = [0, 0];
  let pausedAt: number | null = null;
  let repliedAt: number | null = null;
  for (const { kind, author, changes, ...entry } of entries) {
    const time = milliseconds(entry.createdAt);
    const stood = pausedAt === null ? 0 : workingTimeBetween(calendar, pausedAt, time);
    const state = () =>
      status === 'closed' ? 'closed' : isSnoozed || (status === 'in_progress' && isAnswered) ? 'waits' : 'runs';
    const before = state();
    for (const change of changes) {
      if (change.field === 'status') status = change.to;
      if (change.field === 'snoozed_until') isSnoozed = change.to !== null;
    }
    if (kind === 'reply') isAnswered = author.type === 'agent';
    if (kind === 'reply' && author.type === 'agent' && repliedAt === null) {
      repliedAt = time;
      pausedForReply = paused + stood;
    }
    if (state() === before) continue;
    paused += stood;
    pausedAt = state() === 'runs' ? null : time;
  }
  return {
    calendar: calendar ? calendarHash(calendar) : null,
    replyWithin: tier.replyWithin,
    resolveWithin: tier.resolveWithin,
    replyDueAt: due(tier.replyWithin, repliedAt === null ? paused : pausedForReply),
    resolveDueAt: due(tier.resolveWithin, paused),
    repliedAt,
    pausedAt,
  };
}

describe('the targets of a ticket', () => {
  it('are stamped in working hours when it is submitted', async () => {
    expect(await targetsAfter()).toMatchObject({ replyDueAt: at(0, 11), resolveDueAt: at(0, 17), pausedAt: null });
    expect(targetsFrom({ replyWithin: 48 * HOUR }, undefined, timestamp(at(0, 9)))).toEqual({
      calendar: null,
      replyWithin: 48 * HOUR,
      replyDueAt: at(2, 9),
      resolveDueAt: null,
      repliedAt: null,
      pausedAt: null,
    });
    expect(targetsFrom({}, office, timestamp(at(0, 9)))).toBeUndefined();
  });

  it('remember the first reply, and no note', async () => {
    expect(await targetsAfter({ hours: 1, by: 'agent', kind: 'note' })).toMatchObject({ repliedAt: null });
    const twice = [1, 1].map((hours) => ({ hours, by: 'agent', kind: 'reply' }) as const);
    expect(await targetsAfter(...twice)).toMatchObject({ repliedAt: at(0, 10), replyDueAt: at(0, 11) });
  });

  it('move by the working time in which the ticket waits for the customer', async () => {
    const waiting = { hours: 6, by: 'agent', kind: 'reply' } as const;
    expect(await targetsAfter(waiting)).toMatchObject({ resolveDueAt: at(0, 17), pausedAt: at(0, 15) });
    expect(await targetsAfter(waiting, { hours: 20, by: 'customer', kind: 'reply' })).toMatchObject({
      replyDueAt: at(0, 11),
      resolveDueAt: at(1, 13),
      pausedAt: null,
    });
  });

  it('run while an agent works at it without a reply, and once the agent takes the ticket back', async () => {
    expect(await targetsAfter({ hours: 1, status: 'in_progress' })).toMatchObject({ pausedAt: null });
    expect(await targetsAfter({ hours: 1, by: 'agent', kind: 'reply' }, { hours: 1, status: 'open' })).toMatchObject({
      resolveDueAt: at(1, 10),
      pausedAt: null,
    });
  });

  it('are met by closing, and resume with what is left when the ticket is reopened', async () => {
    const closed = { hours: 7, by: 'agent', kind: 'reply', close: true } as const;
    expect(await targetsAfter(closed)).toMatchObject({ resolveDueAt: at(0, 17), pausedAt: at(0, 16) });
    const note = { hours: 24, by: 'agent', kind: 'note' } as const;
    const thanks = { hours: 24, by: 'customer', kind: 'reply' } as const;
    expect(await targetsAfter(closed, note, thanks)).toMatchObject({ resolveDueAt: at(2, 17), pausedAt: null });
  });

  it('stay missed: what was late is as late as before when the ticket is reopened', async () => {
    const { resolveDueAt } = await targetsAfter(
      { hours: 32, status: 'closed' },
      { hours: 17, by: 'customer', kind: 'reply' },
    );
    // Missed by eight working hours on Tuesday evening; on Wednesday at ten they are still eight.
    expect(resolveDueAt).toBe(at(1, 10));
  });

  it('were met in time by a ticket that is closed after a long wait', async () => {
    const { ticket } = await ticketAfter(
      [
        { hours: 1, by: 'agent', kind: 'reply' },
        { hours: 24 * 14, status: 'closed' },
      ],
      office,
    );
    expect(Date.parse(ticket.closedAt ?? '')).toBeLessThan(ticket.targets.resolveDueAt ?? 0);
  });

  it.each<[string, Situation]>([
    ['snoozed', { status: 'open', latestMessage: null, snoozedUntil: timestamp(at(2, 9)) }],
    ['waiting for the customer', { status: 'in_progress', latestMessage: { author: { type: 'agent' } } }],
    ['closed', { status: 'closed', latestMessage: null }],
  ])('stand still while the ticket is %s, and are due later by the working time that passed', (_, still) => {
    const runs: Situation = { status: 'open', latestMessage: null, snoozedUntil: null };
    const move = (targets: Targets, before: Situation, after: Situation, time: number) =>
      movedTargets(targets, { before, after, at: timestamp(time), isReply: false }, office);
    const fresh = targetsFrom(tier, office, timestamp(at(0, 9))) as Targets;
    expect(dueAt(fresh)).toBe(at(0, 11));
    const paused = move(fresh, runs, still, at(0, 10));
    expect(paused).toEqual({ ...fresh, pausedAt: at(0, 10) });
    expect(dueAt(paused)).toBeNull();
    expect(move(paused, still, still, at(0, 12))).toBe(paused);
    const resumed = move(paused, still, runs, at(1, 10));
    expect(resumed).toEqual({ ...fresh, replyDueAt: at(1, 11), resolveDueAt: at(1, 17) });
    expect(dueAt(resumed)).toBe(at(1, 11));
  });

  it('need no calendar that somebody removed', async () => {
    const { store, threads } = memoryStore(
      (await ticketAfter([{ hours: 1, by: 'agent', kind: 'reply' }], office)).ticket,
    );
    const world = {
      tickets: store,
      threads,
      clock: { timestamp: () => timestamp(at(0, 12)) },
      newEntryId: (time: string) => time,
      pause: async () => {},
    };
    const { ticket } = await changeFields(world, 'id', { status: 'open' }, dana);
    expect(ticket.targets).toMatchObject({ resolveDueAt: at(0, 19), pausedAt: null });
  });

  it('are recomputed with the time in which the ticket was snoozed', () => {
    const targets = targetsFrom(tier, office, timestamp(at(0, 9))) as Targets;
    const ticket = { ...newTicket('id', customer, { name: 'Email', ...tier }, draft, timestamp(at(0, 9))), targets };
    const events = [
      { version: 3, to: null, createdAt: timestamp(at(1, 10)) },
      { version: 2, to: timestamp(at(1, 9)), createdAt: timestamp(at(0, 10)) },
    ].map(({ to, ...event }) => {
      const changes = [{ field: 'snoozed_until', from: null, to }] as unknown as Entry['changes'];
      return { ...event, kind: 'change', author: authorNamed('Dana'), changes } as const;
    });
    const recomputed = (some: typeof events) => recomputedTargets({ ticket, events: some }, office);
    expect(recomputed(events.slice(1))).toEqual({ ...targets, pausedAt: at(0, 10) });
    expect(recomputed(events)).toEqual({ ...targets, replyDueAt: at(1, 11), resolveDueAt: at(1, 17) });
  });

  it('are the same time on the clock whatever the clocks did over the weekend', () => {
    const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const;
    const periods = Object.fromEntries(weekdays.map((day) => [day, [{ from: '09:00', to: '17:00' }]]));
    const berlin: Calendar = { timeZone: 'Europe/Berlin', periods, daysOff: [] };
    const dueFrom = (time: string) => new Date(targetsFrom(tier, berlin, time)?.replyDueAt ?? 0).toISOString();
    // On Fridays at four in the afternoon; two hours later it is Monday, ten o'clock.
    expect(dueFrom('2026-03-20T15:00:00Z')).toBe('2026-03-23T09:00:00.000Z');
    expect(dueFrom('2026-03-27T15:00:00Z')).toBe('2026-03-30T08:00:00.000Z');
    expect(dueFrom('2026-10-23T14:00:00Z')).toBe('2026-10-26T09:00:00.000Z');
  });

  it('are due later by exactly the working time in which the ticket was snoozed, waited or was closed, in any zone', () => {
    const runs: Situation = { status: 'open', latestMessage: null };
    const snoozed: Situation = { ...runs, snoozedUntil: timestamp(at(9, 9)) };
    const waits: Situation = { status: 'in_progress', latestMessage: { author: { type: 'agent' } } };
    const situations = fc.constantFrom(runs, snoozed, waits, { ...waits, ...snoozed, status: 'closed' });
    const step = fc.tuple(fc.integer({ min: 0, max: 9 * 24 * 60 }), situations);
    const calendars = fc.option(anyCalendar, { nil: undefined });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), calendars, anyMoment, (steps, calendar, start) => {
        let targets = targetsFrom(tier, calendar, timestamp(start)) as Targets;
        let [now, before, stood] = [start, runs, 0];
        for (const [minutes, after] of [...steps, [60, runs] as const]) {
          const time = now + minutes * 60_000;
          if (before !== runs) stood += workingTimeBetween(calendar, now, time);
          targets = movedTargets(targets, { before, after, at: timestamp(time), isReply: false }, calendar);
          [now, before] = [time, after];
        }
        const due = (within: number) => addWorkingTime(calendar, start, within + stood);
        expect(targets).toMatchObject({ replyDueAt: due(tier.replyWithin), resolveDueAt: due(tier.resolveWithin) });
        expect(targets.pausedAt).toBeNull();
      }),
    );
  });

  it('are what a plain recomputation from the entries has, whatever happened and when', async () => {
    const hours = fc.oneof(fc.constantFrom(0, 1, 8, 24), fc.double({ min: 0, max: 24 * 9, noNaN: true }));
    const step: fc.Arbitrary<Step> = fc.oneof(
      fc.record({ hours, status: fc.constantFrom(...statuses) }),
      fc.record({ hours, snoozeHours: fc.option(fc.integer({ min: 1, max: 300 })) }),
      fc.record({
        hours,
        by: fc.constantFrom('agent', 'customer'),
        kind: fc.constantFrom('reply', 'reply', 'note'),
        close: fc.constantFrom(undefined, true),
      }),
    );
    const history = fc.array(step, { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(history, fc.option(anyCalendar, { nil: undefined }), async (steps, calendar) => {
        const { ticket, entries } = await ticketAfter(steps, calendar);
        expect(ticket.targets).toEqual(recomputed(ticket, entries, calendar));
        expect(recomputedTargets({ ticket, events: entries }, calendar)).toEqual(ticket.targets);
      }),
    );
  });
});
