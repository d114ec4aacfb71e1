import fc from 'fast-check';
import type { Author } from '#core/ticket/author.ts';
import { messageKinds } from '#core/ticket/entry.ts';
import type { MessageDraft } from '#core/ticket/message.ts';
import { mailProblems, priorities, statuses, type Ticket } from '#core/ticket/ticket.ts';
import { authorNamed } from '#test/core/agents/agent-named.ts';

/** Times from a small set, so that ties happen. */
export const time = fc
  .integer({ min: 0, max: 30 })
  .map((second) => `2026-11-01T10:00:${String(second).padStart(2, '0')}.000000000Z`);

const milliseconds = time.map((text) => Date.parse(text));

const NANOS_PER_SECOND = 1_000_000_000;
const SECONDS_A_WEEK = 7 * 24 * 3600;

/** Times within a week, to the nanosecond, often at the edges of a second. */
export const anyTime = fc
  .tuple(
    fc.integer({ min: 0, max: SECONDS_A_WEEK }),
    fc.oneof(fc.constantFrom(0, NANOS_PER_SECOND - 1), fc.integer({ min: 0, max: NANOS_PER_SECOND - 1 })),
  )
  .map(([second, nanos]) => {
    const whole = new Date(Date.parse('2026-12-28T00:00:00Z') + second * 1000).toISOString().slice(0, 19);
    return `${whole}.${String(nanos).padStart(9, '0')}Z`;
  });

/** Any text, including characters that are hard to print. */
const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 50 });

const agentRef = fc.record({ id: fc.uuid({ version: 4 }), name: text });

/** Any ticket as submitted. */
export const openTicket: fc.Arbitrary<Ticket> = fc.record({
  id: fc.uuid({ version: 4 }),
  userId: fc.string({ minLength: 1, maxLength: 128 }),
  userEmail: fc.emailAddress(),
  userName: fc.option(text),
  subject: text,
  message: text,
  status: fc.constant('open'),
  priority: fc.constantFrom(...priorities),
  prioritySetBy: fc.option(agentRef),
  assignee: fc.option(agentRef),
  tags: fc.uniqueArray(fc.constantFrom('Billing', 'bug', 'größe', '請求'), { maxLength: 3 }),
  supportTier: fc.constant('Email (48h response)'),
  creditsPurchased: fc.nat(),
  createdAt: time,
  updatedAt: time,
  closedAt: fc.constant(null),
  activityAt: time,
  latestMessage: fc.constant(null),
  latestCustomerVersion: fc.constant(1),
  mailProblem: fc.option(fc.constantFrom(...mailProblems)),
  statusBeforeClosing: fc.constant(null),
  targets: fc.record({
    calendar: fc.constant(null),
    replyWithin: fc.constant(1000),
    resolveWithin: fc.constant(2000),
    replyDueAt: fc.option(milliseconds),
    resolveDueAt: fc.option(milliseconds),
    repliedAt: fc.option(milliseconds),
    pausedAt: fc.constant(null),
  }),
  snoozedUntil: fc.option(time),
  unsnoozedAt: time,
  reminded: fc.record({ at: time, closesAt: time }),
  woken: fc.option(fc.record({ at: time, version: fc.integer({ min: 2, max: 9 }) })),
  version: fc.constant(1),
});

export const anyStatus = fc.constantFrom(...statuses);

/** Any ticket after some changes of its status. */
export const anyTicket: fc.Arbitrary<Ticket> = fc
  .tuple(openTicket, anyStatus, fc.constantFrom<Ticket['statusBeforeClosing']>('open', 'in_progress'))
  .map(([ticket, status, before]) => ({
    ...ticket,
    status,
    ...(status === 'closed' && {
      closedAt: ticket.createdAt,
      statusBeforeClosing: before,
      snoozedUntil: null,
      ...(ticket.targets && { targets: { ...ticket.targets, pausedAt: Date.parse(ticket.createdAt) } }),
    }),
  }));

export const author = fc.constantFrom<Author>({ type: 'customer' }, authorNamed('Dana'), authorNamed('Eve'));

export const messageDraft: fc.Arbitrary<MessageDraft> = fc.record({
  author,
  kind: fc.constantFrom(...messageKinds),
  body: fc.string({ minLength: 1 }),
  close: fc.boolean(),
});
