import fc from 'fast-check';
import { priorities, statuses } from '#core/ticket/ticket.ts';

const people = [
  'submit',
  'import',
  'customer replies',
  'customer mails',
  'reply',
  'reply',
  'note',
  'change',
  'change',
  'change many',
  'resend',
  'merge',
  'merge',
  'merge',
  'merge both ways',
  'unmerge',
  'unmerge',
] as const;
const admins = ['deactivate', 'reactivate', 'deploy'] as const;
const machines = [
  'views',
  'views',
  'replay',
  'tell',
  'tell',
  'tell backwards',
  'sweep',
  'sweep',
  'sweep early',
] as const;

/** One thing that happens on a desk. The numbers choose among what there is then. */
const step = fc.record({
  what: fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...people) },
    { weight: 1, arbitrary: fc.constantFrom(...admins) },
    { weight: 6, arbitrary: fc.constantFrom(...machines) },
    { weight: 1, arbitrary: fc.constantFrom('time passes' as const, 'a day passes' as const) },
  ),
  /** The same request or delivery comes again, at once. */
  twice: fc.boolean(),
  /** The next thing happens at the same time. */
  meanwhile: fc.nat({ max: 3 }).map((one) => one === 0),
  pick: fc.nat({ max: 999 }),
  /** Chooses a second ticket. */
  other: fc.nat({ max: 999 }),
  agent: fc.nat({ max: 1 }),
  /** The agent was let in with the team as it was at the request before. */
  isStale: fc.boolean(),
  close: fc.boolean(),
  /** While the ticket is merged, or taken out again, its customer writes. */
  withMessage: fc.nat({ max: 3 }).map((one) => one === 0),
  /** The agent says which version of the ticket they have read, which is an old one if they are stale. */
  isConditional: fc.boolean(),
  values: fc.record(
    {
      status: fc.constantFrom(...statuses),
      priority: fc.constantFrom(...priorities),
      assignee: fc.constantFrom(null, 0, 1),
      tags: fc.subarray(['billing', 'Bug', 'vip']),
      /** Minutes from now; null ends a snooze. */
      snooze: fc.oneof(fc.constant(null), fc.integer({ min: -10, max: 0 }), fc.integer({ min: 1, max: 600 })),
    },
    { requiredKeys: [] },
  ),
  minutes: fc.integer({ min: 1, max: 300 }),
  skew: fc.integer({ min: -3000, max: 3000 }),
});
export type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

const arrival = fc
  .tuple(step, fc.constantFrom('submit' as const, 'submit' as const, 'import' as const))
  .map(([one, what]): Step => ({ ...one, what }));

/** All that happens on a desk, which has a few tickets to begin with. */
export const steps = fc
  .tuple(
    fc.array(arrival, { minLength: 3, maxLength: 6 }),
    fc.array(step, { minLength: 20, maxLength: 50, size: 'max' }),
  )
  .map(([arrivals, others]) => [...arrivals, ...others]);
