import { describe, expect, it } from 'vitest';
import { DeskError } from '#core/errors.ts';
import { changeStatus } from '#core/ticket/change-status.ts';
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
    const closed = await changeStatus(world, 't1', 'closed', dana);
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
    expect(await changeStatus(world, 't1', 'in_progress', dana)).toEqual({ ticket, entry: undefined });
    expect(entries).toEqual([]);
  });

  it('records the status that reopening restored, not the one requested', async () => {
    const { entries, world } = setUp(ticket);
    await changeStatus(world, 't1', 'closed', dana);
    await changeStatus(world, 't1', 'open', dana);
    expect(entries.at(-1)?.changes).toEqual([{ field: 'status', from: 'closed', to: 'in_progress' }]);
  });

  it('checks the precondition on the stored ticket before changing it', async () => {
    const { tickets, world } = setUp(ticket);
    const precondition = (stored: Ticket) => {
      throw new DeskError('version_mismatch', `It has version ${stored.version}.`);
    };
    await expect(changeStatus(world, 't1', 'closed', dana, { precondition })).rejects.toThrow('It has version 2.');
    expect(tickets.get('t1')).toEqual(ticket);
  });

  it('refuses an unknown ticket', async () => {
    const { world } = setUp();
    await expect(changeStatus(world, 't1', 'closed', dana)).rejects.toMatchObject({
      refusal: 'not_found',
      message: 'There is no ticket with this id.',
    });
  });
});
