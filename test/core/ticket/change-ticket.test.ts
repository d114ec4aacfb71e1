import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { withinDeadline } from '#core/deadline.ts';
import { DeskError } from '#core/errors.ts';
import { type Change, changeTicket, findTicket, MAX_ATTEMPTS } from '#core/ticket/change-ticket.ts';
import { withMessage } from '#core/ticket/message.ts';
import type { Status, Ticket } from '#core/ticket/ticket.ts';
import { withStatus } from '#core/ticket/ticket-status.ts';
import { authorNamed } from '#test/core/agents/agent-named.ts';
import { anyStatus, anyTicket, anyTime, messageDraft } from '#test/core/arbitraries.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { changeWorld } from './change-world.ts';
import { contested } from './memory-store.ts';

const ticket = exampleTicket;
const dana = authorNamed('Dana');

const moving = (status: Status): Change => ({
  kind: 'change',
  author: dana,
  rule: (before, at) => withStatus(before, status, at),
});
const note: Change = { kind: 'note', author: dana, body: 'Ask Eve.', rule: (before) => before };
const reply: Change = { ...note, kind: 'reply' };
const trouble: Change = {
  kind: 'mail_bounced',
  author: { type: 'system' },
  rule: (before) => ({ ...before, mailProblem: 'bounced' }),
};

const refusing = () =>
  vi.fn((stored: Ticket) => {
    throw new DeskError('version_mismatch', `It has version ${stored.version}.`);
  });

describe('a change to a ticket', () => {
  it('makes its next version, and one entry with exactly the changed fields', async () => {
    await fc.assert(
      fc.asyncProperty(anyTicket, anyStatus, async (before, status) => {
        const { world, tickets, entries } = changeWorld(before);
        const { ticket: after, entry } = await changeTicket(world, before.id, { ...moving(status), body: 'x' });
        expect(after).toEqual({
          ...withStatus(before, status, after.updatedAt),
          targets: after.targets,
          updatedAt: after.updatedAt,
          version: before.version + 1,
        });
        expect(tickets.get(before.id)).toBe(after);
        const moved =
          after.status === before.status ? [] : [{ field: 'status', from: before.status, to: after.status }];
        const woken =
          after.snoozedUntil === before.snoozedUntil
            ? []
            : [{ field: 'snoozed_until', from: before.snoozedUntil, to: null }];
        expect(entry).toEqual({
          id: expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-7/),
          version: after.version,
          kind: 'change',
          author: dana,
          body: 'x',
          createdAt: after.updatedAt,
          changes: [...moved, ...woken],
        });
        expect(entries).toEqual([entry]);
      }),
    );
  });

  it('stores nothing when the rule leaves the ticket as it is, and skips the precondition', async () => {
    const { world, store, tickets, entries } = changeWorld(ticket);
    const [of, precondition] = [vi.fn(), refusing()];
    const change = vi.spyOn(store, 'change');
    const changed = await changeTicket(world, ticket.id, moving('open'), { of, precondition });
    expect(changed).toEqual({ ticket, entry: undefined });
    expect(change).not.toHaveBeenCalled();
    expect(precondition).not.toHaveBeenCalled();
    expect(of).toHaveBeenCalledExactlyOnceWith(ticket);
    expect([tickets.get(ticket.id), entries]).toEqual([ticket, []]);
  });

  it('to an unknown ticket is refused', async () => {
    const { world } = changeWorld();
    await expect(changeTicket(world, 'x', moving('closed'))).rejects.toMatchObject({ refusal: 'not_found' });
    await expect(findTicket(world, 'x')).rejects.toThrow('There is no ticket with this id.');
  });
});

describe('the precondition', () => {
  it.each([
    ['a change to a field', moving('closed')],
    ['a reply, even if it changes no field', reply],
    ['a note that changes a field', { ...note, rule: moving('closed').rule }],
    ['a problem with a mail', trouble],
  ] as const)('is checked before %s, on the stored ticket', async (_, change) => {
    const { world, tickets, entries } = changeWorld({ ...ticket, version: 7 });
    const changing = changeTicket(world, ticket.id, change, { precondition: refusing() });
    await expect(changing).rejects.toThrow('It has version 7.');
    expect([tickets.get(ticket.id)?.version, entries]).toEqual([7, []]);
    const precondition = vi.fn();
    await changeTicket(world, ticket.id, change, { precondition });
    expect(precondition).toHaveBeenCalledExactlyOnceWith({ ...ticket, version: 7 }, { ...ticket, version: 7 });
    expect(tickets.get(ticket.id)?.version).toBe(8);
  });

  it('is never checked for a note that changes no field, and always for any other message', async () => {
    await fc.assert(
      fc.asyncProperty(anyTicket, messageDraft, async (before, { kind, author, body, close }) => {
        const { world, entries } = changeWorld(before);
        const rule: Change['rule'] = (it, at) => withMessage(it, { kind, author, body, close }, at);
        const precondition = refusing();
        const adding = changeTicket(world, before.id, { kind, author, body, rule }, { precondition });
        if (kind === 'note' && (!close || before.status === 'closed')) {
          expect((await adding).entry).toMatchObject({ kind, body, changes: [] });
          expect(precondition).not.toHaveBeenCalled();
        } else {
          await expect(adding).rejects.toMatchObject({ refusal: 'version_mismatch' });
          expect(entries).toEqual([]);
        }
      }),
    );
  });

  it('is checked again on the ticket that another change left', async () => {
    const { world } = changeWorld(ticket);
    const asked: number[] = [];
    const precondition = async ({ version }: Ticket) => {
      asked.push(version);
      if (version === 1) await changeTicket(world, ticket.id, moving('in_progress'));
    };
    await changeTicket(world, ticket.id, moving('closed'), { precondition });
    expect(asked).toEqual([1, 2]);
  });
});

describe('an operation', () => {
  const operation = { id: 'op-1', contentHash: 'hash-1' };

  it('that is repeated returns the same entry and the current ticket, whatever the precondition', async () => {
    const { world, entries } = changeWorld(ticket);
    const change = { ...reply, operation };
    const first = await changeTicket(world, ticket.id, change);
    const { ticket: closed } = await changeTicket(world, ticket.id, moving('closed'));
    const precondition = refusing();
    const again = await changeTicket(world, ticket.id, change, { precondition });
    expect(again).toEqual({ ticket: closed, entry: first.entry });
    expect(precondition).not.toHaveBeenCalled();
    expect(entries).toHaveLength(2);
  });

  it('that a concurrent repetition did while the ticket was read succeeds, although the ticket changed since', async () => {
    const { world, threads } = changeWorld(ticket);
    const change = { ...reply, operation };
    const first = await changeTicket(world, ticket.id, change);
    const recorded = vi.fn(threads.recorded).mockResolvedValueOnce(undefined);
    const again = await changeTicket({ ...world, threads: { recorded } }, ticket.id, change, {
      precondition: refusing(),
    });
    expect(again.entry).toEqual(first.entry);
  });

  it('with other content is refused, and changes nothing', async () => {
    const { world, tickets, entries } = changeWorld(ticket);
    await changeTicket(world, ticket.id, { ...reply, operation });
    const stored = tickets.get(ticket.id);
    const other = { ...reply, body: 'Other.', operation: { ...operation, contentHash: 'hash-2' } };
    await expect(changeTicket(world, ticket.id, other)).rejects.toMatchObject({
      refusal: 'idempotency_key_reused',
      message: expect.stringMatching(/Send the same again, or choose a new key\.$/),
    });
    expect([tickets.get(ticket.id), entries.length]).toEqual([stored, 1]);
  });

  it('on a ticket that is not the caller’s is refused before its record is used', async () => {
    const { world } = changeWorld(ticket);
    await changeTicket(world, ticket.id, { ...reply, operation });
    const of = () => {
      throw new DeskError('not_found', 'Not yours.');
    };
    for (const contentHash of ['hash-1', 'hash-2']) {
      const again = { ...reply, operation: { ...operation, contentHash } };
      await expect(changeTicket(world, ticket.id, again, { of })).rejects.toThrow('Not yours.');
    }
  });

  it('that is requested many times at once is done once, and all get the same result', async () => {
    const { world, entries } = changeWorld(ticket);
    const all = await Promise.all(
      Array.from({ length: 20 }, () => changeTicket(world, ticket.id, { ...reply, operation })),
    );
    expect(entries).toHaveLength(1);
    for (const { entry } of all) expect(entry).toEqual(entries[0]);
  });
});

describe('the times of a ticket', () => {
  it('never go back although the clock does, and entries are in the order of the versions they made', async () => {
    const steps = fc.array(fc.tuple(anyStatus, fc.boolean(), anyTime), { minLength: 1, maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(anyTime, steps, async (createdAt, course) => {
        const submitted = { ...ticket, createdAt, updatedAt: createdAt, activityAt: createdAt };
        const { world, tickets, entries } = changeWorld(submitted);
        for (const [status, withBody, clock] of course) {
          const change = { ...moving(status), ...(withBody && { body: 'x' }) };
          const { entry } = await changeTicket({ ...world, clock: { timestamp: () => clock } }, ticket.id, change);
          if (entry) expect(entry.createdAt >= clock).toBe(true);
          const { updatedAt, closedAt, activityAt, version } = tickets.get(ticket.id) as Ticket;
          expect([updatedAt, version]).toEqual([entries.at(-1)?.createdAt ?? createdAt, entries.length + 1]);
          expect(closedAt === null || closedAt > createdAt).toBe(true);
          expect(activityAt >= createdAt && activityAt <= updatedAt).toBe(true);
        }
        const times = [createdAt, ...entries.map((entry) => entry.createdAt)];
        expect(times).toEqual([...new Set(times)].sort());
        const ids = entries.map(({ id }) => id);
        expect(ids).toEqual([...new Set(ids)].sort());
        expect(entries.map(({ version }) => version)).toEqual(entries.map((_, index) => index + 2));
      }),
    );
  });
});

describe('a change that others overtake', () => {
  it.each([0, 1, MAX_ATTEMPTS - 1, MAX_ATTEMPTS])('%i times is made, or refused as contended', async (losses) => {
    const { world, store, entries, pauses } = changeWorld(ticket);
    const { races, tickets } = contested({ store }, losses);
    const changing = changeTicket({ ...world, tickets }, ticket.id, moving('closed'));
    if (losses < MAX_ATTEMPTS) {
      expect(await changing).toMatchObject({ ticket: { status: 'closed', version: 2 } });
      expect([races.run, entries.length]).toEqual([losses + 1, 1]);
    } else {
      await expect(changing).rejects.toMatchObject({
        refusal: 'contended',
        message: expect.stringContaining('Too many people'),
        headers: { 'retry-after': '1' },
      });
      expect([races.run, entries.length]).toEqual([MAX_ATTEMPTS, 0]);
    }
    expect(pauses).toEqual(Array.from({ length: races.run - 1 }, (_, index) => index + 1));
  });

  it('is refused while there is still time to say so', async () => {
    const { world, store } = changeWorld(ticket);
    const { races, tickets } = contested({ store }, MAX_ATTEMPTS);
    const changing = withinDeadline(2_900, () => changeTicket({ ...world, tickets }, ticket.id, moving('closed')));
    await expect(changing).rejects.toMatchObject({ refusal: 'contended' });
    expect(races.run).toBe(1);
  });

  it('applies its rule to the ticket that they left, as another entry', async () => {
    const { world, store, entries } = changeWorld(ticket);
    const attempts: string[] = [];
    const tickets: typeof store = {
      ...store,
      change: async (change) => {
        attempts.push(change.entry.id);
        if (attempts.length === 1) await changeTicket(world, ticket.id, moving('in_progress'));
        return store.change(change);
      },
    };
    await changeTicket({ ...world, tickets }, ticket.id, moving('closed'));
    expect(entries.map(({ changes }) => changes)).toEqual([
      [{ field: 'status', from: 'open', to: 'in_progress' }],
      [{ field: 'status', from: 'in_progress', to: 'closed' }],
    ]);
    expect(new Set(attempts).size).toBe(2);
  });

  it('changes nothing when they did the same', async () => {
    const { world, entries } = changeWorld(ticket);
    const all = await Promise.all(
      ['Dana', 'Eve', 'Finn'].map((name) =>
        changeTicket(world, ticket.id, { ...moving('closed'), author: authorNamed(name) }),
      ),
    );
    expect(entries).toHaveLength(1);
    expect(all.filter(({ entry }) => entry)).toHaveLength(1);
    expect(new Set(all.map(({ ticket: { version, closedAt } }) => `${version} ${closedAt}`)).size).toBe(1);
  });
});
