import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMessage } from '#core/ticket/add-message.ts';
import { MAX_ATTEMPTS } from '#core/ticket/change-ticket.ts';
import { isMessage } from '#core/ticket/entry.ts';
import type { MessageDraft } from '#core/ticket/message.ts';
import type { Status } from '#core/ticket/ticket.ts';
import { authorNamed } from '#test/core/agents/agent-named.ts';
import { anyTicket, messageDraft } from '#test/core/arbitraries.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { changeWorld } from './change-world.ts';
import { contested } from './memory-store.ts';

describe('adding messages', () => {
  it('records each once, as one entry with its change of status, in order, whatever is repeated concurrently', async () => {
    const send = fc.record({
      draft: messageDraft,
      key: fc.option(fc.constantFrom('a', 'b'), { nil: undefined }),
      times: fc.integer({ min: 1, max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(anyTicket, fc.array(send, { maxLength: 8 }), async (ticket, sends) => {
        const { world, tickets, entries } = changeWorld(ticket);
        const known = new Map<string, string>();
        for (const { draft, key, times } of sends) {
          const keyed = { ...draft, idempotencyKey: key };
          const content = JSON.stringify([draft.kind, draft.body, draft.close]);
          const name = JSON.stringify([key, draft.author]);
          const first = known.get(name);
          const adding = Array.from({ length: key === undefined ? 1 : times }, () =>
            addMessage(world, ticket.id, keyed),
          );
          if (key !== undefined && first !== undefined && first !== content) {
            for (const one of adding) await expect(one).rejects.toMatchObject({ refusal: 'idempotency_key_reused' });
            continue;
          }
          const [one, ...others] = await Promise.all(adding);
          for (const other of others) expect(other.message).toEqual(one?.message);
          const { author, kind, body } = draft;
          expect(one?.message).toMatchObject({ author, kind, body });
          if (key !== undefined) known.set(name, content);
        }
        expect(entries.every(isMessage)).toBe(true);
        expect(entries.map(({ version }) => version)).toEqual(entries.map((_, index) => ticket.version + index + 1));
        expect(entries.map(({ id }) => id)).toEqual(entries.map(({ id }) => id).sort());
        let { status } = ticket;
        for (const { changes: all } of entries) {
          // A customer's message may also end a snooze.
          const changes = all.filter(({ field }) => field !== 'snoozed_until');
          expect(changes.length).toBeLessThanOrEqual(1);
          for (const { field, from, to } of changes) {
            expect([field, from]).toEqual(['status', status]);
            expect(to).not.toBe(from);
            status = to as Status;
          }
        }
        expect(tickets.get(ticket.id)).toMatchObject({ status, version: ticket.version + entries.length });
      }),
      { numRuns: 50 },
    );
  });

  const reply: MessageDraft = { kind: 'reply', author: authorNamed('Dana'), body: 'Hello.' };

  it('returns a ticket with the message, even if it was read just before the same request stored it', async () => {
    const { world, threads } = changeWorld(exampleTicket);
    const keyed = { ...reply, idempotencyKey: 'a' };
    const first: { done?: ReturnType<typeof addMessage> } = {};
    const recorded: typeof threads.recorded = async (...of) => {
      first.done ??= addMessage(world, exampleTicket.id, keyed);
      await first.done;
      return threads.recorded(...of);
    };
    const again = await addMessage({ ...world, threads: { recorded } }, exampleTicket.id, keyed);
    expect(again).toEqual(await first.done);
  });

  it('compares the content of requests with the same key', async () => {
    const { world, operations } = changeWorld(exampleTicket);
    await addMessage(world, exampleTicket.id, reply);
    expect(operations.size).toBe(0);
    await addMessage(world, exampleTicket.id, { ...reply, idempotencyKey: 'a' });
    expect([...operations.values()]).toMatchObject([
      { entry: { version: 3 }, contentHash: expect.stringMatching(/^[\da-f]{64}$/) },
    ]);
    const other = addMessage(world, exampleTicket.id, { ...reply, body: 'Other.', idempotencyKey: 'a' });
    await expect(other).rejects.toThrow('Send the same again, or choose a new key.');
  });

  it('treats close: false and no close as the same content', async () => {
    const { world, entries } = changeWorld(exampleTicket);
    await addMessage(world, exampleTicket.id, { ...reply, idempotencyKey: 'a' });
    await addMessage(world, exampleTicket.id, { ...reply, close: false, idempotencyKey: 'a' });
    expect(entries).toHaveLength(1);
  });

  it('treats the same key as another one from another agent, from the customer, and on another ticket', async () => {
    const other = { ...exampleTicket, id: 'another' };
    const { world, entries } = changeWorld(exampleTicket, other);
    const keyed = { ...reply, idempotencyKey: 'a' };
    await addMessage(world, exampleTicket.id, keyed);
    await addMessage(world, exampleTicket.id, { ...keyed, author: authorNamed('Eve') });
    await addMessage(world, exampleTicket.id, { ...keyed, author: { type: 'customer' } });
    await addMessage(world, other.id, keyed);
    expect(entries).toHaveLength(4);
  });

  it('retries when others change the ticket, and after too many of them asks the caller to', async () => {
    const { store, world, entries } = changeWorld(exampleTicket);
    const { races, tickets } = contested({ store }, MAX_ATTEMPTS - 1);
    await addMessage({ ...world, tickets }, exampleTicket.id, reply);
    expect(entries).toHaveLength(1);
    races.left = MAX_ATTEMPTS;
    await expect(addMessage({ ...world, tickets }, exampleTicket.id, reply)).rejects.toMatchObject({
      refusal: 'contended',
    });
    expect(entries).toHaveLength(1);
  });
});
