import { type Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { ownMetric, period, statusIndexMetric, type Watched } from './watched.ts';

/** An alarm on one metric: it fires when the metric was at least `threshold`, or below it, in this many of the last periods. */
export interface AlarmRule {
  readonly name: string;
  readonly metric: Metric;
  readonly threshold: number;
  /** True if it fires below the threshold, and while there are no data. */
  readonly below?: boolean;
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

type Named = Pick<AlarmRule, 'name' | 'meaning'>;

/** The alarms for functions that follow the stream, by entry: each fires if its function falls behind. */
const lateness: Readonly<Record<string, Named>> = {
  'project-views': {
    name: 'ViewsLate',
    meaning:
      'The views are ten minutes or more behind the tickets, so counts are out of date, but lists are not: read the log of the function project-views, and rebuild the views if it was down for a day.',
  },
  'publish-events': {
    name: 'MailsLate',
    meaning:
      'Events are published ten minutes or more late, so only the sweeper sends mails, five minutes or more late: read the log of the function publish-events, and fix what stops it within a day, because changes then expire from the stream.',
  },
};

/** The alarms for functions that run at intervals, by entry: each fires if its function doesn't. */
const silence: Readonly<Record<string, Named>> = {
  'run-due': {
    name: 'SweeperSilent',
    meaning:
      'The function run-due has not run for fifteen minutes, so mail that is owed waits, snoozed tickets sleep on and none is closed by itself: check in EventBridge that its rule is enabled, and whether Lambda refuses to start it.',
  },
};

function named(alarms: Readonly<Record<string, Named>>, entry: string): Named {
  const alarm = alarms[entry];
  if (!alarm) throw new Error(`No alarm fires if ${entry} stops.`);
  return alarm;
}

/**
 * Returns the alarms that need a person. Ten alarms per account are free, each on one metric, so functions can't have one each: errors and throttles
 * are counted for all functions of the account and region, which share its concurrency limit, too. Reads that DynamoDB throttles have no alarm of
 * their own, nor have writes to a table: requests that fail for them are server errors, and every write of a ticket also goes to the index by status,
 * whose partitions are the narrowest.
 */
export function alarmRules({ api, consumers, timers, tables, settings }: Watched): readonly AlarmRule[] {
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
        'SES refused a mail or took none for a day, or a delivery was not recorded: see its ticket for the reason, run "desk -- doctor" to check that SES has verified the domain and moved the account out of the sandbox, and resend the mail.',
    },
    ...consumers.map(({ consumer: { entry }, handler }) => ({
      ...named(lateness, entry),
      metric: handler.metric('IteratorAge', { period, statistic: Stats.MAXIMUM }),
      threshold: LATE_MS,
      periods: { bad: 1, of: 1 },
    })),
    ...timers.map(({ scheduled: { entry }, handler }) => ({
      ...named(silence, entry),
      metric: handler.metricInvocations({ period, statistic: Stats.SUM }),
      threshold: 1,
      below: true,
      // A run may be a little late, and then two fall into one period.
      periods: { bad: 3, of: 3 },
    })),
    {
      name: 'IndexThrottled',
      metric: statusIndexMetric(tables, 'WriteThrottleEvents'),
      ...atOnce,
      meaning:
        'DynamoDB throttled writes because the index by status accepts only about 1,000 a second per status, and customers may have been asked to try again: check on the dashboard who sends so many, and lower the setting "throttle" if it is not a customer.',
    },
  ];
}
