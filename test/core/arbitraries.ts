import fc from 'fast-check';
import { mailProblems, priorities, statuses, type Ticket } from '../../functions/core/ticket.ts';

/** Times from a small set, so that ties happen. */
export const time = fc
  .integer({ min: 0, max: 30 })
  .map((second) => `2026-11-01T10:00:${String(second).padStart(2, '0')}.000000000Z`);

/** Any text, also what is hard to print. */
const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 50 });

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
  supportTier: fc.constant('Email (48h response)'),
  creditsPurchased: fc.nat(),
  createdAt: time,
  updatedAt: time,
  closedAt: fc.constant(null),
  activityAt: time,
  mailProblem: fc.option(fc.constantFrom(...mailProblems)),
  statusBeforeClosing: fc.constant(null),
  version: fc.constant(1),
});

export const anyStatus = fc.constantFrom(...statuses);
