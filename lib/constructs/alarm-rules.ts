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

/**
 * Returns the alarms that need a person. Ten alarms per account are free, each on one metric, so ten functions can't have one each: the API's 5xx
 * cover them all, because only the API invokes them; the function that accepts tickets has its own alarm, and those that follow the stream are
 * monitored by how late they are. Throttles are counted for the whole account, whose concurrency limit all functions share.
 */
export function alarmRules({ api, functions, consumers, tables, settings }: Watched): readonly AlarmRule[] {
  const submit = functions.find(({ route }) => route.entry === 'submit-ticket');
  if (!submit) throw new Error('No route submits tickets.');
  const [views] = consumers;
  if (!views) throw new Error('No consumer updates the views.');
  return [
    {
      name: 'ServerErrors',
      metric: api.gateway.metricServerError({ period, statistic: Stats.SUM }),
      ...atOnce,
      meaning:
        'Requests failed with 5xx: see "Responses that were not ok" on the dashboard, where "unavailable" ends once the database responds again and "internal_error" is a bug whose stack is in the log.',
    },
    {
      name: 'SubmitErrors',
      metric: submit.handler.metricErrors({ period, statistic: Stats.SUM }),
      ...atOnce,
      meaning:
        'The function that accepts tickets crashed or timed out, so customers may not get through: read the last lines of its log, and roll back the last deploy if it started then.',
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
        'A change to a ticket could not be applied to the views, so counts and metrics may be wrong: the log says why, and records set aside after five attempts wait in the bucket of failed records for "desk -- replay".',
    },
    {
      name: 'MailsNotSent',
      metric: ownMetric(settings, 'MailsNotSent'),
      ...atOnce,
      meaning:
        'A mail was not sent, or its delivery was not recorded: see its ticket for the reason, check that SES has verified the domain and moved the account out of the sandbox, and run "desk -- replay" for mails that failed five times.',
    },
    {
      name: 'ViewsLate',
      metric: views.handler.metric('IteratorAge', { period, statistic: Stats.MAXIMUM }),
      threshold: LATE_MS,
      periods: { bad: 1, of: 1 },
      meaning:
        'The views are ten minutes or more behind the tickets, so counts are out of date, but lists are not: read the log of the function project-views, and rebuild the views if it was down for a day.',
    },
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
    {
      name: 'ListsThrottled',
      metric: statusIndexMetric(tables, 'ReadThrottleEvents'),
      ...atOnce,
      meaning:
        'DynamoDB throttled reads of the index by status, so agents may see outdated lists: check on the dashboard who reads so much, and revoke the key of a runaway program.',
    },
  ];
}
