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

/** Every route's answers other than a success, from the line that each request leaves. */
const answersThatWereNotOk = `filter outcome != "ok"
| stats count(*) as answers by route, outcome, status
| sort answers desc`;

/** From the line that Lambda writes at the end of an invocation: a metric each for so many functions would be more than are free. */
const invocations = `filter @type = "REPORT"
| stats count(*) as invocations, pct(@duration, 99) as p99_ms, count(@initDuration) as cold_starts, pct(@initDuration, 50) as cold_p50_ms, pct(@initDuration, 99) as cold_p99_ms by @log
| sort p99_ms desc`;

/**
 * The desk at a glance, a row a question. Free while an account has at most three dashboards of at most fifty metrics; the two
 * queries read the functions' logs when somebody looks.
 */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, settings: Settings, watched: Watched, alarms: Alarms) {
    super(scope, id);
    new CloudWatchDashboard(this, 'Dashboard', {
      // Dashboards of all regions share their names.
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
    graph(
      'Requests by route',
      functions.map(({ route, handler }) => handler.metricInvocations({ label: labelOf(route), ...counted })),
    ),
    graph('Errors', [
      api.gateway.metricClientError({ label: 'refused (4xx)', ...counted }),
      api.gateway.metricServerError({ label: 'failed (5xx)', ...counted }),
    ]),
    table('Answers that were not ok', functions, answersThatWereNotOk),
  );
}

function speed({ api, functions }: Watched): IWidget[] {
  return row(
    graph('Latency of the API, ms', [
      api.gateway.metricLatency({ label: 'p50', statistic: Stats.p(50), period }),
      api.gateway.metricLatency({ label: 'p99', statistic: Stats.p(99), period }),
    ]),
    graph('Functions of the account and region', [
      LambdaFunction.metricAllConcurrentExecutions({ label: 'at once', statistic: Stats.MAXIMUM, period }),
      LambdaFunction.metricAllThrottles({ label: 'throttled', ...counted }),
    ]),
    table('Durations and cold starts of the functions', functions, invocations),
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

/** What follows the tickets by their stream. */
function views({ consumers, tables, settings }: Watched): IWidget[] {
  return row(
    graph(
      'How far behind the tickets, ms',
      consumers.map(({ consumer, handler }) =>
        handler.metric('IteratorAge', { label: consumer.entry, statistic: Stats.MAXIMUM, period }),
      ),
    ),
    graph('Changes', [
      ...consumers.map(({ consumer, handler }) =>
        handler.metricInvocations({ label: `batches, ${consumer.entry}`, ...counted }),
      ),
      ...consumers.map(({ consumer, handler }) =>
        handler.metricErrors({ label: `crashes, ${consumer.entry}`, ...counted }),
      ),
      ownMetric(settings, 'ChangesNotApplied', 'batches with changes not applied'),
      ownMetric(settings, 'MailsNotSent', 'batches with mails not sent'),
    ]),
    graph('Consumed units of the views', [
      tableMetric(tables.views, 'ConsumedReadCapacityUnits', 'views, read'),
      tableMetric(tables.views, 'ConsumedWriteCapacityUnits', 'views, written'),
    ]),
  );
}

/** What the functions count by themselves (functions/core/metrics.ts). */
function work(settings: Settings): IWidget[] {
  const own = (metricName: string, label: string) => ownMetric(settings, metricName, label);
  return row(
    graph('Tickets', [own('TicketsSubmitted', 'submitted'), own('TicketsClosed', 'closed')]),
    graph('Turned away', [
      own('CustomersRefused', 'customers, token refused'),
      own('CustomersWithoutCredits', 'customers without credits'),
      own('AgentsRefused', 'agents, key refused'),
    ]),
    graph('Failed', [own('Unavailable', 'database or keys out of reach'), own('Defects', 'defects')]),
  );
}

const counted = { statistic: Stats.SUM, period };

const labelOf = ({ method, path }: RouteFunction['route']) =>
  method === '$default' ? 'anything else' : `${method} ${path}`;

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
