import * as z from 'zod/mini';
import { priorities } from '#core/ticket/ticket.ts';
import type { Contract } from '#http/edge/contract.ts';
import { refused, unchanged } from '#http/edge/problems.ts';
import { wholeNumber } from '#http/edge/whole-number.ts';
import { agentRefJson } from '#http/ticket/author-json.ts';
import { ticketId, time } from '#http/ticket/ticket-json.ts';

const MAX_DAYS = 90;
const DEFAULT_DAYS = 30;
const count = z.int().check(z.nonnegative());
const seconds = z.nullable(count);
const counts = { open: count, in_progress: count, closed: count };
const day = z.string().check(z.meta({ format: 'date', description: 'A day in UTC' }));

const queues = z.nullable(z.strictObject({ mine: count, unassigned: count })).check(
  z.meta({
    description:
      'The tickets that are not closed: those assigned to you, and to nobody; null on a desk with one agent.',
  }),
);

const timeToClose = z.strictObject({ average: seconds, median: seconds, p90: seconds }).check(
  z.meta({
    description:
      'Seconds from submission to closing, for the tickets closed in that time; null if there were none. Median and p90 are at most 5 % off.',
  }),
);

const results = { met: count, missed: count };
const kinds = { reply: z.strictObject(results), resolve: z.strictObject(results) };
const responseTargets = z
  .strictObject({
    time_to_reply: z
      .strictObject({ average: seconds, median: seconds, p90: seconds })
      .check(z.meta({ description: 'Seconds from submission to the first reply, as in `time_to_close`' })),
    by_tier: z.array(z.strictObject({ support_tier: z.string(), ...kinds })),
    by_agent: z.array(z.strictObject({ agent: z.nullable(agentRefJson), ...kinds })),
  })
  .check(
    z.meta({
      description:
        'The targets of tickets that were met and missed in that time, by tier and by assignee (null for nobody): `reply` counts first replies, `resolve` closed tickets. Null if no ticket with targets had either.',
    }),
  );

/** The desk's statistics, as returned. */
export const statsJson = z.strictObject({
  ...counts,
  total: count,
  queues,
  snoozed: z.strictObject({ open: count, in_progress: count, queues }).check(
    z.meta({
      description: 'The snoozed tickets, which all other counts include, too.',
    }),
  ),
  today: z.strictObject({ opened: count, closed: count }),
  time_to_close: timeToClose,
  response_targets: z.nullable(responseTargets),
  by_day: z
    .array(z.strictObject({ day, opened: count, closed: count, unclosed: count, time_to_close: timeToClose }))
    .check(
      z.meta({
        description:
          'Oldest first; the last is today. `unclosed` counts the tickets opened that day that are not closed now.',
      }),
    ),
  by_tier: z.array(z.strictObject({ support_tier: z.string(), ...counts })),
  by_priority: z.array(z.strictObject({ priority: z.enum(priorities), ...counts })),
  oldest_open: z.nullable(z.strictObject({ id: ticketId, subject: z.string(), created_at: time })),
  subjects: z.array(z.strictObject({ subject: z.string(), count })),
  words: z.array(z.strictObject({ word: z.string(), count })),
  targets: z
    .strictObject({ open: count, hours_to_close: z.strictObject({ good: count, late: count }) })
    .check(
      z.meta({ description: 'The targets in the settings: fewer open tickets than this, closed within these hours.' }),
    ),
  mail: z
    .strictObject({ sender: z.nullable(z.string()) })
    .check(z.meta({ description: 'The sender of mail to customers; null if none is sent.' })),
  agent: z.string(),
});

export type StatsJson = z.output<typeof statsJson>;

export const getStatsContract = {
  summary: 'The desk at a glance: counts, times to close, days, tiers, common subjects',
  description:
    'Counts follow a change within seconds. Days are in UTC. `subjects` and `words` come from the tickets opened in these days; a subject is listed once two tickets share it. `agent` is the name of the agent whose key was sent.',
  query: z.strictObject({ days: z._default(wholeNumber(1, MAX_DAYS, `${DEFAULT_DAYS} if absent`), DEFAULT_DAYS) }),
  headers: unchanged.headers,
  responses: {
    200: { description: 'The numbers', schema: statsJson, headers: unchanged.tag },
    ...unchanged.response,
    ...refused.agent,
    422: { description: 'An unknown number of days or parameter' },
  },
} satisfies Contract;
