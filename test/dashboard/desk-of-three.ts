import { expect } from 'vitest';
import type { DeskApi } from '../../admin-site/dashboard/api.ts';
import { openDesk } from '../../admin-site/dashboard/desk.ts';
import { Refused } from '../../admin-site/dashboard/errors.ts';
import type { ThreadEntry } from '../../admin-site/dashboard/thread.ts';
import { isListed, type Ticket } from '../../admin-site/dashboard/ticket.ts';
import { cannedRepliesInMemory } from './canned-replies-in-memory.ts';
import { exampleStats } from './stats.ts';
import { numbered } from './tickets.ts';

/** A desk of three open tickets, one page each; `fail` makes the next change fail. */
export async function deskOfThree() {
  const stored = new Map([3, 2, 1].map((number) => [`ticket-${number}`, numbered(number)]));
  const server = {
    now: 1_000_000,
    fail: undefined as Error | undefined,
    down: undefined as Error | undefined,
    held: undefined as Promise<void> | undefined,
    /** Of the numbers that were asked for. */
    days: [] as number[],
    changes: [] as string[],
    /** The keys of the messages that it was asked to add. */
    asked: [] as string[],
    entries: new Map<string, ThreadEntry[]>(),
    timers: new Set<{ readonly at: number; readonly act: () => void }>(),
  };
  const known = (id: string): Ticket => {
    const ticket = stored.get(id);
    if (!ticket) throw new Refused(404, 'There is no ticket with this id.');
    return ticket;
  };
  const change = async (id: string, status: Ticket['status']): Promise<Ticket> => {
    server.changes.push(`${id} ${status}`);
    await server.held;
    const error = server.fail;
    server.fail = undefined;
    if (error) throw error;
    const before = known(id);
    const after = { ...before, status, version: before.version + 1 };
    stored.set(id, after);
    return after;
  };
  const page = (tickets: Ticket[], after: number) => ({
    tickets: tickets.slice(after, after + 1),
    next: after + 1 < tickets.length ? String(after + 1) : undefined,
  });
  const tickets = () => [...stored.values()];
  const api: DeskApi = {
    stats: async (days) => {
      server.days.push(days);
      if (server.down) throw server.down;
      return exampleStats({ open: 3, in_progress: 0, closed: 0 });
    },
    list: async (filter) =>
      page(
        tickets().filter((ticket) => isListed(ticket, filter)),
        0,
      ),
    page: async (address) => page(tickets(), Number(address)),
    get: async (id) => known(id),
    close: async (id) => void (await change(id, 'closed')),
    setStatus: async (id, status, version) => {
      const now = stored.get(id);
      if (now && now.version !== version) throw new Refused(412, 'It changed.', { newer: now });
      return change(id, status);
    },
    thread: async (id) => {
      const ticket = known(id);
      return {
        ticket,
        thread: {
          version: ticket.version,
          entries: server.entries.get(id) ?? [],
          confirmation: null,
          earlier: undefined,
        },
      };
    },
    threadPart: async () => expect.fail('No thread has an earlier part'),
    addReply: async ({ key, ticketId, kind, body, close, version }) => {
      server.asked.push(key);
      const error = server.fail;
      server.fail = undefined;
      if (error) throw error;
      const before = known(ticketId);
      if (before.version !== version) throw new Refused(412, 'It changed.', { newer: before });
      const status = close ? 'closed' : kind === 'reply' && before.status === 'open' ? 'in_progress' : before.status;
      const ticket = { ...before, status, version: version + 1 } as const;
      const message: ThreadEntry = {
        type: 'message',
        id: `message-${key}`,
        kind,
        author: { type: 'agent', name: 'Dana' },
        body,
        createdAt: before.createdAt,
        version: ticket.version,
        delivery: null,
      };
      stored.set(ticketId, ticket);
      server.entries.set(ticketId, [...(server.entries.get(ticketId) ?? []), message]);
      return { ticket, entries: [message] };
    },
    canned: cannedRepliesInMemory(),
  };
  /** So much time passes. */
  async function pass(milliseconds: number): Promise<void> {
    server.now += milliseconds;
    for (const timer of [...server.timers].filter(({ at }) => at <= server.now)) {
      server.timers.delete(timer);
      timer.act();
    }
    await settled();
  }
  let keys = 0;
  const desk = openDesk({
    clock: () => server.now,
    online: () => true,
    connect: () => api,
    after: (milliseconds, act) => {
      const timer = { at: server.now + milliseconds, act };
      server.timers.add(timer);
      return () => server.timers.delete(timer);
    },
    newKey: () => {
      keys += 1;
      return `key-${keys}`;
    },
  });
  await desk.signIn('key');
  await desk.loadMore();
  await desk.loadMore();
  const ticket = (number: number) => desk.ticket(`ticket-${number}`) ?? expect.fail('There is no such ticket');
  const listed = () => desk.rows.value.map(({ id }) => id);
  return { desk, server, stored, ticket, listed, pass };
}

/** Everything that was answered has arrived. */
export const settled = () => new Promise((resolve) => setImmediate(resolve));
