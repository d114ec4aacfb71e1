import { expect } from 'vitest';
import type { Role } from '#core/agents/agent.ts';
import { type Delivery, isResendable } from '#core/mail/delivery.ts';
import type { MessageKind } from '#core/ticket/entry.ts';
import { newestFirst } from '#core/ticket/ticket.ts';
import { isByTime, listAddress, listParameters, type Sort } from '#dashboard/model/listing.ts';
import { placeOf } from '#dashboard/model/place.ts';
import type { ThreadEntry } from '#dashboard/model/thread.ts';
import { type Fields, isListed, type Order, type Ticket } from '#dashboard/model/ticket.ts';
import type { DeskApi, Page } from '#dashboard/wire/api.ts';
import { ProblemError } from '#dashboard/wire/errors.ts';
import { agentNamed, authorNamed } from '#test/core/agents/agent-named.ts';
import { exampleStats } from './stats.ts';

interface Change {
  readonly version: number;
  /** An agent's name; undefined for a customer. */
  readonly author: string | undefined;
  readonly isNote: boolean;
}

const latestFirst = (one: Ticket, other: Ticket) =>
  other.latestMessage.createdAt.localeCompare(one.latestMessage.createdAt);

const orders: Readonly<Record<Sort, Order>> = {
  newest: newestFirst,
  oldest: (one, other) => newestFirst(other, one),
  activity: latestFirst,
  waiting: (one, other) => latestFirst(other, one),
  due: (one, other) => (one.dueAt ?? '').localeCompare(other.dueAt ?? ''),
};

/** The admin side of a desk with these tickets, one to a page unless it is told otherwise. It refuses what SPEC.md says, under `If-Match`. */
export function serverInMemory(tickets: readonly Ticket[]) {
  const stored = new Map(tickets.map((ticket) => [ticket.id, ticket]));
  const changes = new Map<string, Change[]>();
  const added = new Map<string, { readonly ticket: Ticket; readonly entries: readonly ThreadEntry[] }>();
  const server = {
    now: 1_000_000,
    /** Makes the next change fail. */
    fail: undefined as Error | undefined,
    /** Makes every change fail. */
    offline: undefined as Error | undefined,
    /** Has the next change's answer get lost. */
    loseAnswer: undefined as Error | undefined,
    down: undefined as Error | undefined,
    held: undefined as Promise<void> | undefined,
    /** The promise that the stats wait for. */
    slow: undefined as Promise<void> | undefined,
    /** Of the numbers that were asked for. */
    days: [] as number[],
    pageSize: 1,
    /** The lists' pages that were asked for, by their parameters. */
    lists: [] as string[],
    /** The entity tag of every page, if it can say that nothing has changed. */
    tag: null as string | null,
    /** Has the pages after the first fail, or arrive later than they were read. */
    pagesFail: undefined as Error | undefined,
    pagesHeld: undefined as Promise<void> | undefined,
    /** Refuses to sort by activity and by waiting. */
    refuseSort: undefined as Error | undefined,
    changes: [] as string[],
    /** The tickets whose threads were read. */
    read: [] as string[],
    /** The versions that the agent has read, by ticket. */
    readVersions: new Map<string, number>(),
    /** The marks that it was asked to record, in order. */
    marked: [] as string[],
    /** The ticket of which it refuses to record any: it was deleted. */
    refusesMark: undefined as string | undefined,
    /** The keys of the messages that it was asked to add. */
    asked: [] as string[],
    /** The uploads of the accepted messages, and those that no message can claim. */
    claimed: [] as string[],
    lost: new Set<string>(),
    /** The accepted changes, in order: "ticket-1 reply First.", "ticket-1 closed". */
    accepted: [] as string[],
    entries: new Map<string, ThreadEntry[]>(),
    /** The states of mails, by the IDs of their messages. */
    mails: new Map<string, Delivery>(),
    mailSender: null as string | null,
    inboundDomain: null as string | null,
    /** The number of times that it was asked whose key it is. */
    askedWho: 0,
    /** The role that it gives every agent. */
    role: 'admin' as Role,
    /** Has the next thread arrive later than it was read. */
    threadHeld: undefined as Promise<void> | undefined,
    /** Addresses that get no mail. */
    suppressed: new Set<string>(),
    admins: [] as string[],
    /** The number of requests for the admins who get no mail. */
    askedForAdmins: 0,
    /** Has that fail. */
    adminsFail: undefined as Error | undefined,
    /** Has the next such list arrive later than it was read. */
    adminsHeld: undefined as Promise<void> | undefined,
  };

  function withDelivery(entry: ThreadEntry): ThreadEntry {
    const delivery = server.mails.get(entry.id);
    return entry.message && delivery ? { ...entry, message: { ...entry.message, delivery } } : entry;
  }

  const known = (id: string): Ticket => {
    const ticket = stored.get(id);
    if (!ticket) throw new ProblemError(404, 'There is no ticket with this id.');
    return ticket;
  };

  /** Refuses a version that lacks somebody else's message or change; what no one is known to have made is somebody else's. */
  function precondition(ticket: Ticket, seen: number, agent: string): void {
    const newer = Array.from({ length: Math.max(0, ticket.version - seen) }, (_, index) => seen + 1 + index);
    const isHarmless = (version: number) =>
      changes.get(ticket.id)?.some((one) => one.version === version && (one.isNote || one.author === agent));
    if (seen <= ticket.version && newer.every(isHarmless)) return;
    const missed = server.entries.get(ticket.id)?.filter(({ version }) => version > seen) ?? [];
    throw new ProblemError(412, 'It changed.', { newer: ticket, missed });
  }

  function change(before: Ticket, fields: Fields, author: string | undefined, isNote = false): Ticket {
    const ticket = { ...before, ...fields, version: before.version + 1 };
    stored.set(before.id, ticket);
    changes.set(before.id, [...(changes.get(before.id) ?? []), { version: ticket.version, author, isNote }]);
    return ticket;
  }

  function say(id: string, kind: MessageKind, author: ThreadEntry['author'], body: string, close = false) {
    const before = known(id);
    const answered = author.type === 'customer' ? 'open' : before.status === 'open' ? 'in_progress' : before.status;
    const status = close ? 'closed' : kind === 'reply' ? answered : before.status;
    const ticket = change(before, { status }, author.type === 'agent' ? author.name : undefined, kind === 'note');
    const { version, createdAt } = ticket;
    const entry: ThreadEntry = {
      id: `entry-${id}-${version}`,
      version,
      kind,
      author,
      createdAt,
      changes: status === before.status ? [] : [{ field: 'status', from: before.status, to: status }],
      message: { body, delivery: null },
    };
    server.entries.set(id, [...(server.entries.get(id) ?? []), entry]);
    return { ticket, entries: [entry] };
  }

  async function trouble(): Promise<void> {
    const error = server.offline ?? server.fail;
    server.fail = undefined;
    await server.held;
    if (error) throw error;
  }

  function lost(): void {
    const error = server.loseAnswer;
    server.loseAnswer = undefined;
    if (error) throw error;
  }

  /** When each ticket was created that there ever was: a cursor is a place in time, or in another order a number of rows. */
  const createdAt = new Map<string, string>();

  /** Returns a page as the desk lists it. */
  function page(address: string, agentId: string): Page {
    server.lists.push(address.slice(address.indexOf('?')));
    if (server.refuseSort && /sort=(activity|waiting)/.test(address)) throw server.refuseSort;
    const parameters = new URLSearchParams(address.slice(address.indexOf('?')));
    const { filter, sort = 'newest' } = placeOf(`?${parameters}`);
    for (const ticket of stored.values()) createdAt.set(ticket.id, ticket.createdAt);
    // A list by status has its snoozed tickets, too.
    const listed = [...stored.values()]
      .filter((ticket) => isListed({ ...ticket, snoozedUntil: null }, filter, agentId))
      .sort(orders[sort]);
    const [after, from] = [parameters.get('after_ticket') ?? parameters.get('after'), parameters.get('from')];
    const position = { id: after ?? '', createdAt: createdAt.get(after ?? '') ?? '' } as Ticket;
    const rest = after
      ? listed.filter((ticket) => orders[sort](position, ticket) < 0)
      : listed.slice(Number(from ?? 0));
    const tickets = rest.slice(0, server.pageSize);
    const next = isByTime(sort) ? `after=${tickets.at(-1)?.id}` : `from=${Number(from ?? 0) + server.pageSize}`;
    return {
      tickets,
      read: new Map(tickets.flatMap(({ id }) => [...server.readVersions].filter(([of]) => of === id))),
      next:
        rest.length > tickets.length
          ? `?${listParameters({ filter, q: parameters.get('q') ?? '', sort })}&${next}`
          : undefined,
      tag: server.tag,
    };
  }

  const apiOf = (agent: string): DeskApi => {
    async function changeFields(id: string, fields: Fields, version: number): Promise<Ticket> {
      const { status, ...others } = fields;
      const what = status ?? JSON.stringify(others);
      server.changes.push(`${id} ${what}`);
      await trouble();
      const before = known(id);
      if (before.status === status && status === 'closed') return before;
      precondition(before, version, agent);
      const after = before.status === status ? before : change(before, fields, agent);
      server.accepted.push(`${id} ${what}`);
      lost();
      return after;
    }
    return {
      me: async () => {
        server.askedWho += 1;
        if (server.down) throw server.down;
        const { id, name, email } = agentNamed(agent);
        const key = { id: '0123abcd', name: 'Laptop' };
        return {
          agent: { id, name, email, role: server.role },
          key,
          mailSender: server.mailSender,
          inboundDomain: server.inboundDomain,
        };
      },
      stats: async (days) => {
        server.days.push(days);
        if (server.down) throw server.down;
        await server.slow;
        return exampleStats({ open: 3, in_progress: 0, closed: 0 });
      },
      list: async (listing) => page(listAddress(listing), agentNamed(agent).id),
      page: async (address) => {
        if (server.pagesFail) throw server.pagesFail;
        const answer = page(address, agentNamed(agent).id);
        await server.pagesHeld;
        return answer;
      },
      get: async (id) => known(id),
      close: async (id, version) => void (await changeFields(id, { status: 'closed' }, version)),
      markRead: async (id, version) => {
        server.marked.push(`${id} ${version}`);
        if (server.offline) throw server.offline;
        if (server.refusesMark === id) throw new ProblemError(404, 'There is no ticket with this id.');
        server.readVersions.set(id, Math.max(version, server.readVersions.get(id) ?? 0));
      },
      change: changeFields,
      thread: async (id) => {
        server.read.push(id);
        const ticket = known(id);
        const entries = (server.entries.get(id) ?? []).map((entry) => withDelivery(entry));
        const { userEmail: email } = ticket;
        const contact = { email, suppressed: server.suppressed.has(email) ? ('bounced' as const) : null };
        const confirmation = server.mails.get(id) ?? null;
        const held = server.threadHeld;
        server.threadHeld = undefined;
        await held;
        return { ticket, thread: { version: ticket.version, entries, confirmation, contact, earlier: undefined } };
      },
      resendMail: async (_, messageId) => {
        server.changes.push(`resend ${messageId}`);
        await trouble();
        const delivery = server.mails.get(messageId);
        if (!delivery || !isResendable(delivery))
          throw new ProblemError(409, 'Only a mail that failed can be sent again.');
        server.mails.set(messageId, { state: 'queued', at: delivery.at });
        lost();
      },
      suppressedAdmins: async () => {
        server.askedForAdmins += 1;
        if (server.adminsFail) throw server.adminsFail;
        const addresses = server.admins.filter((address) => server.suppressed.has(address));
        const held = server.adminsHeld;
        server.adminsHeld = undefined;
        await held;
        return addresses.map((address) => ({ address, problem: 'bounced' as const }));
      },
      allowAddress: async (address) => {
        await trouble();
        server.suppressed.delete(address);
      },
      threadPart: async () => expect.fail('No thread has an earlier part'),
      addReply: async ({ key, ticketId, kind, body, attachments, close, version }) => {
        server.asked.push(key);
        const repeated = added.get(`${agent} ${key}`);
        if (repeated && !server.offline) return { ...repeated, ticket: known(ticketId) };
        await trouble();
        const before = known(ticketId);
        if (kind === 'reply' || close) precondition(before, version, agent);
        const fields = attachments.flatMap(({ id }, index) =>
          server.lost.has(id)
            ? [{ pointer: `#/attachments/${index}`, detail: 'has expired. Upload the file again' }]
            : [],
        );
        if (fields.length > 0) throw new ProblemError(422, '#/attachments/0: has expired', { fields });
        server.claimed.push(...attachments.map(({ id }) => id));
        const answer = say(ticketId, kind, authorNamed(agent), body, close);
        added.set(`${agent} ${key}`, answer);
        server.accepted.push(`${ticketId} ${kind} ${body}${close ? ' closed' : ''}`);
        lost();
        return answer;
      },
      connection: {
        get: () => expect.fail('No other part is loaded'),
        change: () => expect.fail('No other part is loaded'),
        record: () => expect.fail('No other part is loaded'),
      },
    };
  };

  return {
    server,
    stored,
    apiOf,
    customerWrites: (id: string, body: string) => say(id, 'reply', { type: 'customer' }, body),
    colleagueChanges: (id: string, fields: Fields) => change(known(id), fields, 'Ben'),
    colleagueWrites: (id: string, kind: MessageKind, body: string) => say(id, kind, authorNamed('Ben'), body),
  };
}
