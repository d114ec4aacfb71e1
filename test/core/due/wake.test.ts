import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockOf } from '#adapters/system-clock.ts';
import { later } from '#core/due/due-entry.ts';
import { runDue } from '#core/due/run-due.ts';
import { dueMoveOf, dueOf } from '#core/due/ticket-due.ts';
import { wakeDue } from '#core/due/wake.ts';
import { unavailable } from '#core/errors.ts';
import { addMessage } from '#core/ticket/add-message.ts';
import { changeFields } from '#core/ticket/change-fields.ts';
import { isUnread } from '#core/ticket/is-unread.ts';
import type { StoredChange } from '#core/ticket/ports.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { agentNamed } from '#test/core/agents/agent-named.ts';
import { memoryDueStore } from '#test/core/due/memory-due-store.ts';
import { changeWorld } from '#test/core/ticket/change-world.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';

const MINUTE = 60_000;
const noon = '2026-11-24T12:00:00.000000000Z';
const dana = agentNamed('Dana');
const ticket: Ticket = { ...exampleTicket, id: 't1' };

/** A desk with one ticket, whose changes wait to be put into the due entries. */
function newDesk(stored: Ticket = ticket) {
  const { world, store, tickets, entries } = changeWorld(stored);
  const time = { minutes: 0 };
  const fates = { lost: 0 };
  const stream: StoredChange[] = [];
  const { store: due, all } = memoryDueStore();
  const change = async (made: StoredChange) => {
    const isMade = await store.change(made);
    if (isMade) stream.push(made);
    return isMade;
  };
  /** The sweeper's writes may be done although their responses are lost. */
  const losing = async (made: StoredChange) => {
    const isMade = await change(made);
    if (fates.lost-- > 0) throw unavailable('The answer was lost.');
    return isMade;
  };
  const now = () => Date.parse(noon) + time.minutes * MINUTE;
  const agents = { ...world, clock: clockOf(now), tickets: { ...store, change } };
  const wake = wakeDue({ ...agents, tickets: { ...store, change: losing } });
  const acts = { mail: wake, held_mail: wake, snooze: wake, auto_close: wake };
  const pace = { turn: async () => {}, adapt: () => {} };
  const minute = (minutes: number) => later(noon, minutes * MINUTE);
  const closed = () => tickets.get('t1')?.status === 'closed';
  return {
    ...{ time, fates, all, entries, minute, due },
    stored: () => tickets.get('t1') ?? expect.fail('The ticket is gone.'),
    remove: () => tickets.delete('t1'),
    snooze: (minutes: number | null) =>
      closed() || changeFields(agents, 't1', { snoozedUntil: minutes === null ? null : minute(minutes) }, dana),
    move: (status: 'open' | 'closed') => changeFields(agents, 't1', { status }, dana),
    reply: () => addMessage(agents, 't1', { kind: 'reply', author: { type: 'customer' }, body: 'It works.' }),
    /** The stream delivers changes, some of them again. */
    async deliver(again = 0) {
      const from = Math.max(0, stream.findIndex((made) => !delivered.has(made)) - again);
      for (const made of stream.slice(from)) {
        delivered.add(made);
        const { owed = [], done = [] } = dueMoveOf(made.before, made.after, undefined) ?? {};
        for (const entry of owed) await due.put(entry);
        for (const entry of done) await due.remove(entry);
      }
    },
    sweep: () => runDue({ due, acts, pace, failed: () => {} }, now()),
  };
}
const delivered = new WeakSet<StoredChange>();

describe('a snoozed ticket', () => {
  it('wakes when its time has come, which is news that the customer doesn’t see', async () => {
    const desk = newDesk({ ...ticket, assignee: { id: dana.id, name: dana.name } });
    await desk.snooze(30);
    await desk.deliver();
    desk.time.minutes = 29;
    expect(await desk.sweep()).toMatchObject({ done: 0, later: 0 });
    const before = desk.stored();
    expect(isUnread(before, new Map([['t1', 2]]))).toBe(false);
    desk.time.minutes = 34;
    expect(await desk.sweep()).toMatchObject({ done: 1 });
    const { updatedAt: at } = desk.stored();
    expect(at > desk.minute(34) && at < desk.minute(35)).toBe(true);
    const woken = { at, version: 3 };
    expect(desk.stored()).toEqual({ ...before, snoozedUntil: null, woken, updatedAt: at, version: 3 });
    expect(desk.entries.at(-1)).toMatchObject({
      kind: 'change',
      author: { type: 'system' },
      changes: [{ field: 'snoozed_until', from: desk.minute(30), to: null }],
    });
    expect(isUnread(desk.stored(), new Map([['t1', 2]]))).toBe(true);
    expect(isUnread(desk.stored(), new Map([['t1', 3]]))).toBe(false);
  });

  it('sleeps on if it was snoozed for longer meanwhile, although the stream is late', async () => {
    const desk = newDesk();
    await desk.snooze(30);
    await desk.deliver();
    await desk.snooze(60);
    desk.time.minutes = 35;
    expect(await desk.sweep()).toMatchObject({ later: 1 });
    expect(desk.stored().snoozedUntil).toBe(desk.minute(60));
    expect(desk.all()).toEqual(dueOf(desk.stored(), undefined));
  });

  it('that is gone owes nothing', async () => {
    const desk = newDesk();
    await desk.snooze(30);
    await desk.deliver();
    desk.remove();
    desk.time.minutes = 35;
    expect(await desk.sweep()).toMatchObject({ done: 1, failed: 0 });
    expect(desk.all()).toEqual([]);
  });

  it('wakes once, never early, and owes nothing afterwards, whatever happens to it and however often the sweeper runs', async () => {
    const step = fc.oneof(
      fc.record({ what: fc.constant('snooze' as const), minutes: fc.integer({ min: 1, max: 20 }) }),
      fc.record({ what: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 20 }) }),
      fc.record({ what: fc.constant('deliver' as const), minutes: fc.nat({ max: 3 }) }),
      fc.record({ what: fc.constant('sweep' as const), minutes: fc.nat({ max: 2 }) }),
      fc.record({ what: fc.constantFrom('reply', 'unsnooze', 'close', 'open'), minutes: fc.constant(0) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const desk = newDesk();
        for (const { what, minutes } of steps) {
          if (what === 'snooze') await desk.snooze(desk.time.minutes + minutes);
          if (what === 'unsnooze') await desk.snooze(null);
          if (what === 'wait') desk.time.minutes += minutes;
          if (what === 'deliver') await desk.deliver(minutes);
          if (what === 'reply') await desk.reply();
          if (what === 'close') await desk.move('closed');
          if (what === 'open') await desk.move('open');
          if (what !== 'sweep') continue;
          desk.fates.lost = minutes;
          await Promise.all([desk.sweep(), desk.sweep()]);
        }
        desk.fates.lost = 0;
        desk.time.minutes += 30;
        await desk.deliver(2);
        await desk.sweep();
        await desk.deliver();
        await desk.sweep();
        expect(desk.stored().snoozedUntil).toBeNull();
        expect(desk.all()).toEqual([]);
        let until: string | null = null;
        for (const { author, createdAt, changes } of desk.entries) {
          const change = changes.find(({ field }) => field === 'snoozed_until');
          if (author.type === 'system') {
            expect(change).toMatchObject({ from: until, to: null });
            expect(String(until) <= createdAt).toBe(true);
          }
          if (change?.field === 'snoozed_until') until = change.to;
        }
      }),
    );
  });
});
