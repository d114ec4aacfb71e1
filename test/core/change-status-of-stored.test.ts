import { describe, expect, it } from 'vitest';
import { changeStatus, findTicket } from '../../functions/core/change-status.ts';
import { DeskError } from '../../functions/core/errors.ts';
import type { TicketStore } from '../../functions/core/ports.ts';
import type { Ticket } from '../../functions/core/ticket.ts';
import { memoryStore } from './memory-store.ts';

const submitted = '2026-11-01T10:00:00.000000000Z';
const now = '2026-11-02T10:00:00.000000000Z';
const dana = { name: 'Dana' };
const ticket: Ticket = {
  id: 't1',
  userId: 'u1',
  userEmail: 'a@example.com',
  userName: null,
  subject: 'Need help',
  message: 'It does not work.',
  status: 'in_progress',
  priority: 'normal',
  supportTier: 'Email (48h response)',
  creditsPurchased: 7,
  createdAt: submitted,
  updatedAt: submitted,
  closedAt: null,
  activityAt: submitted,
  mailProblem: null,
  statusBeforeClosing: null,
  version: 2,
};

const worldOf = (tickets: TicketStore) => ({
  tickets,
  clock: { now: () => 0, timestamp: () => now },
  newId: () => 'op-1',
});

describe('changing the status of a stored ticket', () => {
  it('stores the change and who made it, and answers the ticket', async () => {
    const { tickets, events, store } = memoryStore(ticket);
    const closed = await changeStatus(worldOf(store), 't1', 'closed', dana);
    expect(closed).toEqual({
      ...ticket,
      status: 'closed',
      statusBeforeClosing: 'in_progress',
      closedAt: now,
      activityAt: now,
      updatedAt: now,
      version: 3,
    });
    expect(tickets.get('t1')).toEqual(closed);
    expect(events).toEqual([
      {
        op: 'op-1',
        kind: 'status_changed',
        author: { type: 'agent', name: 'Dana' },
        at: now,
        from: 'in_progress',
        to: 'closed',
        version: 3,
      },
    ]);
  });

  it('stores nothing when the ticket has that status', async () => {
    const { events, store } = memoryStore(ticket);
    expect(await changeStatus(worldOf(store), 't1', 'in_progress', dana)).toBe(ticket);
    expect(events).toEqual([]);
  });

  it('asks the precondition of the ticket as it is stored, before it changes it', async () => {
    const { tickets, store } = memoryStore(ticket);
    const refuse = (stored: Ticket) => {
      throw new DeskError('version_mismatch', `It has version ${stored.version}.`);
    };
    await expect(changeStatus(worldOf(store), 't1', 'closed', dana, refuse)).rejects.toThrow('It has version 2.');
    expect(tickets.get('t1')).toEqual(ticket);
  });

  it('refuses an unknown ticket', async () => {
    const { store } = memoryStore();
    await expect(changeStatus(worldOf(store), 't1', 'closed', dana)).rejects.toMatchObject({ refusal: 'not_found' });
    await expect(findTicket({ tickets: store }, 't1')).rejects.toThrow('There is no ticket with this id.');
  });

  it.each([9, 10])('reads again when another agent was first, %i times over', async (losses) => {
    const { store } = memoryStore(ticket);
    let attempts = 0;
    const contested: TicketStore = {
      ...store,
      change: async (...args) => {
        attempts += 1;
        return attempts > losses && store.change(...args);
      },
    };
    const changing = changeStatus(worldOf(contested), 't1', 'closed', dana);
    if (losses < 10) await expect(changing).resolves.toMatchObject({ status: 'closed' });
    else {
      await expect(changing).rejects.toMatchObject({
        refusal: 'unavailable',
        message: expect.stringContaining('Too many people'),
        headers: { 'retry-after': '1' },
      });
    }
    expect(attempts).toBe(10);
  });
});
