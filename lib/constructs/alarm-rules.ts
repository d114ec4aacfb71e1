import { type Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { ownMetric, period, statusIndexMetric, tableMetric, type Watched } from './watched.ts';

/** An alarm on one metric: it fires when the metric was at least `threshold` in this many of the last periods. */
export interface AlarmRule {
  readonly name: string;
  readonly metric: Metric;
  readonly threshold: number;
  readonly periods: { readonly bad: number; readonly of: number };
  /** Its meaning and the first thing to do: part of the alarm's mail; docs/operations.md has more. */
  readonly meaning: string;
}

/** Fires on the first occurrence. */
const atOnce = { threshold: 1, periods: { bad: 1, of: 1 } };

/** Longer than a cold start plus a DynamoDB request that timed out after two seconds and was retried. */
const SLOW_MS = 3000;

/** Late enough for agents to notice; a stream keeps records for a day. */
const LATE_MS = 600_000;

/** The alarms for functions that follow the stream, by entry: each fires if its function falls behind. */
const lateness: Readonly<Record<string, Pick<AlarmRule, 'name' | 'meaning'>>> = {
  'project-views': {
    name: 'ViewsLate',
    meaning:
      'The views are ten minutes or more behind the tickets, so counts are out of date, but lists are not: read the log of the function project-views, and rebuild the views if it was down for a day.',
  },
  'publish-events': {
    name: 'MailsLate',
    meaning:
      'Mails are ten minutes or more late: read the log of the function publish-events, and fix what stops it within a day, because changes then expire from the stream and their mails are never sent.',
  },
};

function latenessOf(entry: string) {
  const alarm = lateness[entry];
  if (!alarm) throw new Error(`No alarm fires if ${entry} falls behind the tickets.`);
  return alarm;
}

/**
 * Returns the alarms that need a person. Ten alarms per account are free, each on one metric, so functions can't have one each: errors and throttles
 * are counted for all functions of the account and region, which share its concurrency limit, too. Reads that DynamoDB throttles have no alarm of
 * their own: requests that fail for them are server errors.
 */
export function alarmRules({ api, consumers, tables, settings }: Watched): readonly AlarmRule[] {
  return [
    {
      name: 'ServerErrors',
      metric: api.gateway.metricServerError({ period, statistic: Stats.SUM }),
      ...atOnce,
      meaning:
        'Requests failed with 5xx: see "Responses that were not ok" on the dashboard, where "unavailable" ends once the database responds again and "internal_error" is a bug whose stack is in the log.',
    },
    {
      name: 'FunctionErrors',
      metric: LambdaFunction.metricAllErrors({ period, statistic: Stats.SUM }),
      ...atOnce,
      meaning:
        'A function in this account and region crashed or timed out, perhaps one of this desk: find it in CloudWatch among the metrics of Lambda by function name, and read the last lines of its log.',
    },
    {
      name: 'SlowAnswers',
      metric: api.gateway.metricLatency({ period, statistic: Stats.p(99) }),
      threshold: SLOW_MS,
      // With few requests the slowest hundredth is a single one, which means nothing until it happens again.
      periods: { bad: 2, of: 3 },
      meaning:
        'One request in a hundred took three seconds or more in two of the last three five-minute periods: check on the dashboard whether functions, cold starts or DynamoDB became slow.',
    },
    {
      name: 'FunctionsThrottled',
      metric: LambdaFunction.metricAllThrottles({ period, statistic: Stats.SUM }),
      ...atOnce,
      meaning:
        'Lambda had no concurrency left for a function in this account and region, perhaps one of this desk: check on the dashboard how much is used, stop what uses it up, or request more in Service Quotas.',
    },
    {
      name: 'ChangesNotApplied',
      metric: ownMetric(settings, 'ChangesNotApplied'),
      ...atOnce,
      meaning:
        'A change to a ticket did not reach the views or the event bus, so counts may be wrong or mails missing: the log of project-views or publish-events says why, and "desk -- replay" applies records set aside after five attempts.',
    },
    {
      name: 'MailsNotSent',
      metric: ownMetric(settings, 'MailsNotSent'),
      ...atOnce,
      meaning:
        'A mail was not sent, or its delivery was not recorded: see its ticket for the reason, check that SES has verified the domain and moved the account out of the sandbox, and run "desk -- replay" for mails that failed three times.',
    },
    ...consumers.map(({ consumer: { entry }, handler }) => ({
      ...latenessOf(entry),
      metric: handler.metric('IteratorAge', { period, statistic: Stats.MAXIMUM }),
      threshold: LATE_MS,
      periods: { bad: 1, of: 1 },
    })),
    {
      name: 'TicketsThrottled',
      metric: tableMetric(tables.tickets, 'WriteThrottleEvents'),
      ...atOnce,
      meaning:
        'DynamoDB throttled writes to the tickets table, and customers may have been asked to try again: check on the dashboard who sends so many, and lower the setting "throttle" if it is not a customer.',
    },
    {
      name: 'IndexThrottled',
      metric: statusIndexMetric(tables, 'WriteThrottleEvents'),
      ...atOnce,
      meaning:
        'DynamoDB throttled writes because the index by status accepts only about 1,000 a second per status: check on the dashboard who sends so many, and lower the setting "throttle" if it is not a customer.',
    },
  ];
}
