import { type Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { ownMetric, period, statusIndexMetric, tableMetric, type Watched } from './watched.ts';

/** One alarm over one metric: it rings when the metric was at least `threshold` in so many of the last periods. */
export interface AlarmRule {
  readonly name: string;
  readonly metric: Metric;
  readonly threshold: number;
  readonly periods: { readonly bad: number; readonly of: number };
  /** What it means and what to do first: the mail says it, and docs/operations.md says more. */
  readonly meaning: string;
}

/** One is bad news. */
const atOnce = { threshold: 1, periods: { bad: 1, of: 1 } };

/** More than a cold start and a request to DynamoDB that timed out, after two seconds, and was sent again. */
const SLOW_MS = 3000;

/** Agents would notice; and a stream forgets after a day. */
const LATE_MS = 600_000;

/**
 * What a person has to look at. Ten alarms an account are free, each over one metric, so that ten functions cannot have one each:
 * the API's 5xx stand for all of them, because each is invoked by the API alone; the one that takes tickets has its own, and those that follow the stream are seen by how late they are. Throttled
 * functions are counted over the account, whose limit of concurrency all functions share.
 */
export function alarmRules({ api, functions, consumers, tables, settings }: Watched): readonly AlarmRule[] {
  const submit = functions.find(({ route }) => route.entry === 'submit-ticket');
  if (!submit) throw new Error('No route submits tickets.');
  const [views] = consumers;
  if (!views) throw new Error('No consumer makes the views.');
  return [
    {
      name: 'ServerErrors',
      metric: api.gateway.metricServerError({ period, statistic: Stats.SUM }),
      ...atOnce,
      meaning:
        'Requests were answered with 5xx: look at "Answers that were not ok" on the dashboard, where "unavailable" heals by itself when the database answers again and "internal_error" is a defect whose stack is in the log.',
    },
    {
      name: 'SubmitErrors',
      metric: submit.handler.metricErrors({ period, statistic: Stats.SUM }),
      ...atOnce,
      meaning:
        'The function that takes tickets crashed or ran out of time, so that customers may not get through: read the last lines of its log, and undo the last deploy if it began with that.',
    },
    {
      name: 'SlowAnswers',
      metric: api.gateway.metricLatency({ period, statistic: Stats.p(99) }),
      threshold: SLOW_MS,
      // Of few requests the slowest hundredth is a single one, which means nothing until it happens again.
      periods: { bad: 2, of: 3 },
      meaning:
        'One request in a hundred took three seconds or more, in two of the last three periods of five minutes: see on the dashboard whether functions, cold starts or DynamoDB became slow.',
    },
    {
      name: 'FunctionsThrottled',
      metric: LambdaFunction.metricAllThrottles({ period, statistic: Stats.SUM }),
      ...atOnce,
      meaning:
        'Lambda had no concurrency left for a function of this account and region, perhaps of this desk: see on the dashboard how much is used, stop what uses it up, or ask for more in Service Quotas.',
    },
    {
      name: 'ChangesNotApplied',
      metric: ownMetric(settings, 'ChangesNotApplied'),
      ...atOnce,
      meaning:
        'A change of a ticket could not be taken into the views, so that counts and metrics may be wrong: its log says why, and what was put aside after five attempts waits in the bucket of failed records for "desk -- replay".',
    },
    {
      name: 'MailsNotSent',
      metric: ownMetric(settings, 'MailsNotSent'),
      ...atOnce,
      meaning:
        'A mail was not sent, or what became of one was not recorded: its ticket says why, see whether SES has verified the domain and let the account out of its sandbox, and "desk -- replay" sends what failed five times.',
    },
    {
      name: 'ViewsLate',
      metric: views.handler.metric('IteratorAge', { period, statistic: Stats.MAXIMUM }),
      threshold: LATE_MS,
      periods: { bad: 1, of: 1 },
      meaning:
        'The views are ten minutes or more behind the tickets, so that counts are old while lists are not: read the log of the function project-views, and rebuild the views if it was down for a day.',
    },
    {
      name: 'TicketsThrottled',
      metric: tableMetric(tables.tickets, 'WriteThrottleEvents'),
      ...atOnce,
      meaning:
        'DynamoDB refused writes to the tickets table, and customers may have been asked to try again: see on the dashboard who sends so much, and lower the setting "throttle" if it is no customer.',
    },
    {
      name: 'IndexThrottled',
      metric: statusIndexMetric(tables, 'WriteThrottleEvents'),
      ...atOnce,
      meaning:
        'DynamoDB refused writes because the index by status takes no more than about 1,000 a second for one status: see on the dashboard who sends so much, and lower the setting "throttle" if it is no customer.',
    },
    {
      name: 'ListsThrottled',
      metric: statusIndexMetric(tables, 'ReadThrottleEvents'),
      ...atOnce,
      meaning:
        'DynamoDB refused reads of the index by status, so that agents may see old lists: see on the dashboard who reads so much, and revoke the key of a program that runs wild.',
    },
  ];
}
