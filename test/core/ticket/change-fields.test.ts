import { describe, expect, it } from 'vitest';
import { DeskError } from '#core/errors.ts';
import { changeFields } from '#core/ticket/change-fields.ts';
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
