import { Aws } from 'aws-cdk-lib';
import {
  AlarmStatusWidget,
  Dashboard as CloudWatchDashboard,
  GraphWidget,
  type IWidget,
  LogQueryVisualizationType,
  LogQueryWidget,
  type Metric,
  Stats,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Settings } from '#lib/settings.ts';
import type { Alarms } from './alarms.ts';
import type { RouteFunction } from './route-function.ts';
import { ownMetric, period, statusIndexMetric, tableMetric, type Watched } from './watched.ts';

const WIDTH = 24;
const HEIGHT = 6;

/** Every route's requests, from each request's log line: a metric for each of so many functions would exceed the free ones. */
const requests = `filter ispresent(outcome)
| stats count(*) as requests by route
| sort requests desc`;

/** Every route's unsuccessful responses, from each request's log line. */
const responsesThatWereNotOk = `filter outcome != "ok"
| stats count(*) as responses by route, outcome, status
| sort responses desc`;

/** From the line that Lambda logs at the end of an invocation. */
const invocations = `filter @type = "REPORT"
| stats count(*) as invocations, pct(@duration, 99) as p99_ms, count(@initDuration) as cold_starts, pct(@initDuration, 50) as cold_p50_ms, pct(@initDuration, 99) as cold_p99_ms by @log
| sort p99_ms desc`;

/**
 * The desk at a glance, one row per question. Free while an account has at most three dashboards of at most fifty metrics; the queries read the
 * functions' logs only when someone looks.
 */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, settings: Settings, watched: Watched, alarms: Alarms) {
    super(scope, id);
    new CloudWatchDashboard(this, 'Dashboard', {
      // Dashboard names are shared by all regions.
      dashboardName: `${settings.stackName}-${Aws.REGION}`,
      widgets: [
        [new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms.all], width: WIDTH, height: 3 })],
        traffic(watched),
        speed(watched),
        database(watched),
        views(watched),
        work(settings),
      ],
    });
  }
}

function traffic({ api, functions }: Watched): IWidget[] {
  return row(
    table('Requests by route', functions, requests),
    graph('Errors', [
      api.gateway.metricClientError({ label: 'refused (4xx)', ...counted }),
      api.gateway.metricServerError({ label: 'failed (5xx)', ...counted }),
    ]),
    table('Responses that were not ok', functions, responsesThatWereNotOk),
  );
}

function speed({ api, functions }: Watched): IWidget[] {
  return row(
    graph('API latency, ms', [
      api.gateway.metricLatency({ label: 'p50', statistic: Stats.p(50), period }),
      api.gateway.metricLatency({ label: 'p99', statistic: Stats.p(99), period }),
    ]),
    graph('Functions in the account and region', [
      LambdaFunction.metricAllConcurrentExecutions({ label: 'concurrent', statistic: Stats.MAXIMUM, period }),
      LambdaFunction.metricAllThrottles({ label: 'throttled', ...counted }),
      LambdaFunction.metricAllErrors({ label: 'crashed or timed out', ...counted }),
    ]),
    table('Function durations and cold starts', functions, invocations),
  );
}

function database({ tables }: Watched): IWidget[] {
  const { tickets, agents } = tables;
  return row(
    graph('Consumed units', [
      tableMetric(tickets, 'ConsumedReadCapacityUnits', 'tickets, read'),
      tableMetric(tickets, 'ConsumedWriteCapacityUnits', 'tickets, written'),
      statusIndexMetric(tables, 'ConsumedReadCapacityUnits', 'index by status, read'),
      statusIndexMetric(tables, 'ConsumedWriteCapacityUnits', 'index by status, written'),
      tableMetric(agents, 'ConsumedReadCapacityUnits', 'agents, read'),
    ]),
    graph('Throttled by DynamoDB', [
      tableMetric(tickets, 'ReadThrottleEvents', 'tickets, read'),
      tableMetric(tickets, 'WriteThrottleEvents', 'tickets, written'),
      statusIndexMetric(tables, 'ReadThrottleEvents', 'index by status, read'),
      statusIndexMetric(tables, 'WriteThrottleEvents', 'index by status, written'),
    ]),
  );
}

/** The functions that follow the tickets through their stream, those that their events start, and those that run at intervals. */
function views({ consumers, subscribers, timers, tables, settings }: Watched): IWidget[] {
  return row(
    graph('Delay behind the tickets, ms', [
      ...consumers.map(({ consumer, handler }) =>
        handler.metric('IteratorAge', { label: consumer.entry, statistic: Stats.MAXIMUM, period }),
      ),
      ...subscribers.map(({ subscriber, handler }) =>
        handler.metric('AsyncEventAge', { label: subscriber.entry, statistic: Stats.MAXIMUM, period }),
      ),
    ]),
    graph('Changes', [
      ...consumers.map(({ consumer, handler }) =>
        handler.metricInvocations({ label: `batches, ${consumer.entry}`, ...counted }),
      ),
      ...consumers.map(({ consumer, handler }) =>
        handler.metricErrors({ label: `crashes, ${consumer.entry}`, ...counted }),
      ),
      ...subscribers.map(({ subscriber, handler }) =>
        handler.metricInvocations({ label: `events, ${subscriber.entry}`, ...counted }),
      ),
      ...subscribers.map(({ subscriber, handler }) =>
        handler.metricErrors({ label: `failures, ${subscriber.entry}`, ...counted }),
      ),
      ...timers.map(({ scheduled, handler }) =>
        handler.metricInvocations({ label: `runs, ${scheduled.entry}`, ...counted }),
      ),
      ownMetric(settings, 'ChangesNotApplied', 'batches with changes not applied'),
      ownMetric(settings, 'MailsNotSent', 'mails not delivered'),
      ownMetric(settings, 'MailsForged', 'forged reply addresses'),
    ]),
    graph('Consumed units, views', [
      tableMetric(tables.views, 'ConsumedReadCapacityUnits', 'views, read'),
      tableMetric(tables.views, 'ConsumedWriteCapacityUnits', 'views, written'),
    ]),
  );
}

/** The desk's own metrics (functions/core/metrics.ts). */
function work(settings: Settings): IWidget[] {
  const own = (metricName: string, label: string) => ownMetric(settings, metricName, label);
  return row(
    graph('Tickets', [own('TicketsSubmitted', 'submitted'), own('TicketsClosed', 'closed')]),
    graph('Refused', [
      own('CustomersRefused', 'customers, token refused'),
      own('CustomersWithoutCredits', 'customers without credits'),
      own('AgentsRefused', 'agents, key refused'),
    ]),
    graph('Failed', [own('Unavailable', 'database or keys unreachable'), own('Defects', 'bugs')]),
  );
}

const counted = { statistic: Stats.SUM, period };

type Sized = (width: number) => IWidget;

const row = (...widgets: Sized[]): IWidget[] => widgets.map((widget) => widget(WIDTH / widgets.length));

const graph =
  (title: string, left: Metric[]): Sized =>
  (width) =>
    new GraphWidget({ title, left, width, height: HEIGHT, leftYAxis: { min: 0, showUnits: false } });

const table =
  (title: string, functions: readonly RouteFunction[], queryString: string): Sized =>
  (width) =>
    new LogQueryWidget({
      title,
      logGroupNames: functions.map(({ handler }) => handler.logGroup.logGroupName),
      queryString,
      view: LogQueryVisualizationType.TABLE,
      width,
      height: HEIGHT,
    });
