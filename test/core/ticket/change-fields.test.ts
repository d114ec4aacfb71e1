import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeskError } from '#core/errors.ts';
import { changeFields, changeOperation } from '#core/ticket/change-fields.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { agentNamed, authorNamed } from '#test/core/agents/agent-named.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { changeWorld } from './change-world.ts';

const now = '2026-11-24T10:00:00.000000000Z';
const dana = agentNamed('Dana');
const ticket: Ticket = { ...exampleTicket, id: 't1', status: 'in_progress', version: 2 };

function setUp(...stored: readonly Ticket[]) {
  const { world, ...held } = changeWorld(...stored);
  return { ...held, world: { ...world, clock: { timestamp: () => now }, newEntryId: () => 'entry-1' } };
}

describe('changing the status of a stored ticket', () => {
  it('stores the change and who made it, and returns both', async () => {
    const { tickets, entries, world } = setUp(ticket);
    const closed = await changeFields(world, 't1', { status: 'closed' }, dana);
    expect(closed).toEqual({
      ticket: {
        ...ticket,
        status: 'closed',
        statusBeforeClosing: 'in_progress',
        closedAt: now,
        activityAt: now,
        updatedAt: now,
        version: 3,
      },
      entry: {
        id: 'entry-1',
        version: 3,
        kind: 'change',
        author: authorNamed('Dana'),
        createdAt: now,
        changes: [{ field: 'status', from: 'in_progress', to: 'closed' }],
      },
    });
    expect(tickets.get('t1')).toEqual(closed.ticket);
    expect(entries).toEqual([closed.entry]);
  });

  it('stores nothing when the ticket has that status', async () => {
    const { entries, world } = setUp(ticket);
    expect(await changeFields(world, 't1', { status: 'in_progress' }, dana)).toEqual({ ticket, entry: undefined });
    expect(entries).toEqual([]);
  });

  it('records the status that reopening restored, not the one requested', async () => {
    const { entries, world } = setUp(ticket);
    await changeFields(world, 't1', { status: 'closed' }, dana);
    await changeFields(world, 't1', { status: 'open' }, dana);
    expect(entries.at(-1)?.changes).toEqual([{ field: 'status', from: 'closed', to: 'in_progress' }]);
  });

  it('checks the precondition on the stored ticket before changing it', async () => {
    const { tickets, world } = setUp(ticket);
    const precondition = (stored: Ticket) => {
      throw new DeskError('version_mismatch', `It has version ${stored.version}.`);
    };
    await expect(changeFields(world, 't1', { status: 'closed' }, dana, { precondition })).rejects.toThrow(
      'It has version 2.',
    );
    expect(tickets.get('t1')).toEqual(ticket);
  });

  it('refuses an unknown ticket', async () => {
    const { world } = setUp();
    await expect(changeFields(world, 't1', { status: 'closed' }, dana)).rejects.toMatchObject({
      refusal: 'not_found',
      message: 'There is no ticket with this id.',
    });
  });
});

describe('an agent’s request with an idempotency key', () => {
  const close = (agent = dana, key: string | undefined = 'k', content = '{"status":"closed"}') =>
    changeOperation(agent, 't1', key, content);

  it('changes the ticket once, even if it was changed back since', async () => {
    const { entries, world } = setUp(ticket);
    const operation = close();
    await changeFields(world, 't1', { status: 'closed' }, dana, { operation });
    await changeFields(world, 't1', { status: 'open' }, agentNamed('Ben'));
    const precondition = () => {
      throw new DeskError('version_mismatch', 'Ben has changed it.');
    };
    const again = await changeFields(world, 't1', { status: 'closed' }, dana, { operation, precondition });
    expect(again.ticket).toMatchObject({ status: 'in_progress', version: 4 });
    expect(entries).toHaveLength(2);
    const other = changeFields(world, 't1', { priority: 'low' }, dana, { operation: close(dana, 'k', '{}') });
    await expect(other).rejects.toMatchObject({ refusal: 'idempotency_key_reused' });
  });

  it('is another operation for another agent, key or ticket, and none without a key', () => {
    const ids = [close(), close(agentNamed('Ben')), close(dana, 'l'), changeOperation(dana, 't2', 'k', '')];
    expect(new Set(ids.map((operation) => operation?.id)).size).toBe(4);
    expect(close()).toEqual(close());
    expect(changeOperation(dana, 't1', undefined, '')).toBeUndefined();
  });
});

describe('changing several fields of a ticket', () => {
  const ben = { id: 'ben', name: 'Ben' };

  it('is one version and one entry, with each field that changed', async () => {
    const { entries, world } = setUp(ticket);
    const values = { status: 'closed', priority: 'high', assignee: ben, tags: ['Billing'] } as const;
    const { ticket: changed } = await changeFields(world, 't1', values, dana);
    expect(changed).toMatchObject({ ...values, version: 3, prioritySetBy: { id: dana.id, name: 'Dana' } });
    expect(entries).toMatchObject([
      {
        kind: 'change',
        changes: [
          { field: 'status', from: 'in_progress', to: 'closed' },
          { field: 'priority', from: 'normal', to: 'high' },
          { field: 'assignee', from: null, to: ben },
          { field: 'tags', from: [], to: ['Billing'] },
        ],
      },
    ]);
  });

  it('changes nothing if all is as requested, whatever the case and order of tags', async () => {
    const { entries, world } = setUp({ ...ticket, assignee: ben, tags: ['Billing', 'bug'] });
    await changeFields(world, 't1', { priority: 'normal', assignee: ben, tags: ['BUG', 'billing'] }, dana);
    expect(entries).toEqual([]);
  });

  it('is not seen by the customer unless the status changes', async () => {
    const { world } = setUp(ticket);
    const { ticket: changed } = await changeFields(world, 't1', { priority: 'low', tags: ['x'] }, dana);
    expect(changed.activityAt).toBe(ticket.activityAt);
  });

  it('changes none of them if one is refused', async () => {
    const { tickets, world } = setUp(ticket);
    const values = { priority: 'high', tags: ['a,b'] } as const;
    await expect(changeFields(world, 't1', values, dana)).rejects.toMatchObject({ refusal: 'invalid_fields' });
    expect(tickets.get('t1')).toEqual(ticket);
  });
});

describe('snoozing a ticket', () => {
  const snoozed = async (stored: Ticket, snoozedUntil: string | null) => {
    const { entries, world } = setUp(stored);
    const changed = await changeFields(world, 't1', { snoozedUntil }, dana);
    return { ...changed, entries };
  };

  it('keeps the time in UTC, records it in an entry, and is nothing that the customer sees', async () => {
    const { ticket: changed, entries } = await snoozed(ticket, '2026-11-30t09:00:00.5+01:00');
    const until = '2026-11-30T08:00:00.500000000Z';
    expect(changed).toEqual({ ...ticket, snoozedUntil: until, updatedAt: now, version: 3 });
    expect(entries).toMatchObject([{ kind: 'change', changes: [{ field: 'snoozed_until', from: null, to: until }] }]);
  });

  it('keeps any time of four-digit years after now, to the millisecond', async () => {
    const range = { min: new Date('2026-11-24T10:00:00.001Z'), max: new Date('9999-12-31T23:59:59.999Z') };
    const times = fc.date({ ...range, noInvalidDate: true });
    await fc.assert(
      fc.asyncProperty(times, async (time) => {
        const { ticket: changed } = await snoozed(ticket, time.toISOString());
        expect(changed.snoozedUntil).toBe(time.toISOString().replace('Z', '000000Z'));
      }),
    );
  });

  it('ends with null, and does nothing if it has that time already, even one that is past', async () => {
    const until = '2026-11-24T09:00:00.000000000Z';
    const ended = await snoozed({ ...ticket, snoozedUntil: until }, null);
    expect(ended.ticket.snoozedUntil).toBeNull();
    expect(ended.entry?.changes).toEqual([{ field: 'snoozed_until', from: until, to: null }]);
    expect((await snoozed({ ...ticket, snoozedUntil: until }, until)).entry).toBeUndefined();
    expect((await snoozed(ticket, null)).entry).toBeUndefined();
  });

  it.each([
    ['now', now],
    ['the past', '2026-11-24T09:59:59.999Z'],
  ])('is refused until %s', async (_, until) => {
    await expect(snoozed(ticket, until)).rejects.toThrow('#/snoozed_until: must be in the future');
  });

  it.each(['', 'tomorrow', '2026-11-30', '2026-11-30T09:00:00', '2026-13-30T09:00:00Z', '9999-12-31T23:59:59-01:00'])(
    'is refused until %j, which is no time',
    async (until) => {
      await expect(snoozed(ticket, until)).rejects.toThrow('#/snoozed_until: must be a time');
    },
  );

  it('is refused for a closed ticket, unless it is reopened with it; closing ends it', async () => {
    const until = '2026-11-30T09:00:00.000000000Z';
    const closed: Ticket = { ...ticket, status: 'closed', closedAt: now, statusBeforeClosing: 'open' };
    await expect(snoozed(closed, until)).rejects.toThrow('a closed ticket can’t be snoozed');
    const { world, entries } = setUp(closed);
    await changeFields(world, 't1', { status: 'open', snoozedUntil: until }, dana);
    const again = await changeFields(world, 't1', { status: 'closed' }, dana);
    expect(again.ticket.snoozedUntil).toBeNull();
    expect(entries.at(-1)?.changes).toContainEqual({ field: 'snoozed_until', from: until, to: null });
  });
});
