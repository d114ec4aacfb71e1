import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messageIdAt } from '../../functions/adapters/message-id.ts';
import { clockOf } from '../../functions/adapters/system-clock.ts';
import { addMessage } from '../../functions/core/add-message.ts';
import { MAX_ATTEMPTS } from '../../functions/core/change-status.ts';
import { type MessageDraft, messageKinds, withMessage } from '../../functions/core/message.ts';
import type { Ticket } from '../../functions/core/ticket.ts';
import { exampleTicket } from '../http/example-ticket.ts';
import { anyStatus, openTicket } from './arbitraries.ts';
import { memoryStore } from './memory-store.ts';

const later = '2026-11-02T00:00:00.000000000Z';
const author = fc.constantFrom<MessageDraft['author']>(
  { type: 'customer' },
  { type: 'agent', name: 'Dana' },
  { type: 'agent', name: 'Eve' },
);
const anyTicket: fc.Arbitrary<Ticket> = fc
  .tuple(openTicket, anyStatus, fc.constantFrom('open', 'in_progress'))
  .map(([ticket, status, before]) => ({
    ...ticket,
    status,
    ...(status === 'closed' && { closedAt: ticket.createdAt, statusBeforeClosing: before as 'open' | 'in_progress' }),
  }));
const draft: fc.Arbitrary<MessageDraft> = fc.record({
  author,
  kind: fc.constantFrom(...messageKinds),
  body: fc.string({ minLength: 1 }),
  close: fc.boolean(),
});

describe('a ticket with a message', () => {
  it('is the next version, with nothing of the snapshot touched', () => {
    fc.assert(
      fc.property(anyTicket, draft, (ticket, message) => {
        const {
          status: _s,
          closedAt,
          statusBeforeClosing,
          activityAt: _a,
          mailProblem: _m,
          ...rest
        } = withMessage(ticket, message, later);
        const {
          status: _1,
          closedAt: _2,
          statusBeforeClosing: _3,
          activityAt: _4,
          mailProblem: _5,
          ...before
        } = ticket;
        expect(rest).toEqual({ ...before, updatedAt: later, version: ticket.version + 1 });
        expect((closedAt === null) === (statusBeforeClosing === null)).toBe(true);
      }),
    );
  });

  it('waits for us after the customer wrote, for the customer after we did; a note moves nothing', () => {
    fc.assert(
      fc.property(anyTicket, draft, (ticket, message) => {
        const { status } = withMessage(ticket, { ...message, close: false }, later);
        if (message.kind === 'note') expect(status).toBe(ticket.status);
        else if (message.author.type === 'customer') expect(status).toBe('open');
        else expect(status).toBe(ticket.status === 'open' ? 'in_progress' : ticket.status);
        expect(withMessage(ticket, { ...message, close: true }, later).status).toBe('closed');
      }),
    );
  });

  it('that is a reply is the customer’s latest, and an agent’s gives mail another try', () => {
    fc.assert(
      fc.property(anyTicket, author, (ticket, by) => {
        const troubled = { ...ticket, mailProblem: 'bounced' } as const;
        const { activityAt, mailProblem } = withMessage(troubled, { author: by, kind: 'reply', body: 'x' }, later);
        expect(activityAt).toBe(later);
        expect(mailProblem).toBe(by.type === 'agent' ? null : 'bounced');
        expect(withMessage(troubled, { author: by, kind: 'note', body: 'x' }, later).mailProblem).toBe('bounced');
      }),
    );
  });

  it('shows the customer no time of what they may not see', () => {
    fc.assert(
      fc.property(anyTicket, author, (ticket, by) => {
        const note = { author: by, kind: 'note', body: 'x' } as const;
        expect(withMessage(ticket, note, later)).toMatchObject({
          activityAt: ticket.activityAt,
          closedAt: ticket.closedAt,
          mailProblem: ticket.mailProblem,
        });
        const closing = withMessage(ticket, { ...note, close: true }, later);
        expect(closing.activityAt).toBe(ticket.status === 'closed' ? ticket.activityAt : later);
      }),
    );
  });
});

describe('adding messages', () => {
  const world = (ticket: Ticket) => {
    const stored = memoryStore(ticket);
    const ports = {
      tickets: stored.store,
      threads: stored.threads,
      clock: clockOf(() => 1_000),
      newId: randomUUID,
      newMessageId: messageIdAt,
    };
    return { ...stored, ports };
  };

  it('is recorded once each, in order, whatever is repeated at the same time', async () => {
    const send = fc.record({
      draft,
      key: fc.option(fc.constantFrom('a', 'b'), { nil: undefined }),
      times: fc.integer({ min: 1, max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(anyTicket, fc.array(send, { maxLength: 8 }), async (ticket, sends) => {
        const { ports, tickets, events, messages } = world(ticket);
        const known = new Map<string, string>();
        for (const { draft: message, key, times } of sends) {
          const keyed = { ...message, idempotencyKey: key };
          const content = JSON.stringify([message.kind, message.body, message.close]);
          const name = JSON.stringify([key, message.author]);
          const first = known.get(name);
          const adding = Array.from({ length: key === undefined ? 1 : times }, () =>
            addMessage(ports, ticket.id, keyed),
          );
          if (key !== undefined && first !== undefined && first !== content) {
            for (const one of adding) await expect(one).rejects.toMatchObject({ refusal: 'idempotency_key_reused' });
            continue;
          }
          const [one, ...others] = await Promise.all(adding);
          for (const other of others) expect(other.message).toEqual(one?.message);
          if (key !== undefined) known.set(name, content);
        }
        expect(tickets.get(ticket.id)?.version).toBe(ticket.version + messages.length);
        expect(messages.map(({ version }) => version)).toEqual(messages.map((_, index) => ticket.version + index + 1));
        expect(messages.map(({ id }) => id)).toEqual(messages.map(({ id }) => id).sort());
        expect(events.map(({ messageId, from, to }) => [messageId, from, to])).toEqual(
          messages.map(({ id }, index) => [id, index === 0 ? ticket.status : events[index - 1]?.to, events[index]?.to]),
        );
      }),
      { numRuns: 50 },
    );
  });

  const reply: MessageDraft = { kind: 'reply', author: { type: 'agent', name: 'Dana' }, body: 'Hello.' };

  it('leaves a line in the audit trail, which knows the content only to compare it under a key', async () => {
    const { ports, events } = world(exampleTicket);
    await addMessage(ports, exampleTicket.id, reply);
    await addMessage(ports, exampleTicket.id, { ...reply, idempotencyKey: 'a' });
    expect(events).toMatchObject([
      { kind: 'message_added', author: reply.author, to: 'in_progress', contentHash: undefined },
      { kind: 'message_added', author: reply.author, to: 'in_progress', contentHash: expect.any(String) },
    ]);
    const other = addMessage(ports, exampleTicket.id, { ...reply, body: 'Other.', idempotencyKey: 'a' });
    await expect(other).rejects.toThrow('Send the same message again, or choose a new key.');
  });

  it('under one key is the same whether it says that it does not close, or nothing', async () => {
    const { ports, messages } = world(exampleTicket);
    await addMessage(ports, exampleTicket.id, { ...reply, idempotencyKey: 'a' });
    await addMessage(ports, exampleTicket.id, { ...reply, close: false, idempotencyKey: 'a' });
    expect(messages).toHaveLength(1);
  });

  it('is tried again when others change the ticket, and after too many of them asks the caller to', async () => {
    const { ports, messages } = world(exampleTicket);
    let busy = MAX_ATTEMPTS - 1;
    const tickets = {
      ...ports.tickets,
      change: async (...change: Parameters<typeof ports.tickets.change>) =>
        busy-- > 0 ? false : ports.tickets.change(...change),
    };
    await addMessage({ ...ports, tickets }, exampleTicket.id, reply);
    expect(messages).toHaveLength(1);
    busy = MAX_ATTEMPTS;
    await expect(addMessage({ ...ports, tickets }, exampleTicket.id, reply)).rejects.toMatchObject({
      refusal: 'unavailable',
    });
    expect(messages).toHaveLength(1);
  });
});

it('the id of a message is in the order of its time, to the nanosecond', () => {
  const nanos = fc.integer({ min: 0, max: 999_999_999 });
  const at = (of: number) => `2026-11-02T00:00:00.${String(of).padStart(9, '0')}Z`;
  fc.assert(
    fc.property(nanos, nanos, (a, b) => {
      fc.pre(a < b);
      const [one, other] = [messageIdAt(at(a)), messageIdAt(at(b))];
      expect(one).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(one < other).toBe(true);
    }),
  );
});
