import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { statusIndex } from '#functions/table-keys.ts';
import { serviceName } from '#lib/function-environment.ts';
import type { Settings } from '#lib/settings.ts';
import type { EventSubscriber } from './event-subscriber.ts';
import type { HttpApi } from './http-api.ts';
import type { RouteFunction } from './route-function.ts';
import type { ScheduledFunction } from './scheduled-function.ts';
import type { Tables } from './tables.ts';
import type { TicketConsumer } from './ticket-consumer.ts';

/** The resources that the alarms and the dashboard monitor. */
export interface Watched {
  readonly api: HttpApi;
  readonly functions: readonly RouteFunction[];
  readonly consumers: readonly TicketConsumer[];
  readonly timers: readonly ScheduledFunction[];
  readonly subscribers: readonly EventSubscriber[];
  readonly tables: Tables;
  readonly settings: Settings;
}

/** The period of every alarm and of every line on the dashboard. */
export const period = Duration.minutes(5);

type TableMetric =
  | 'ConsumedReadCapacityUnits'
  | 'ConsumedWriteCapacityUnits'
  | 'ReadThrottleEvents'
  | 'WriteThrottleEvents';

/** Returns the sum of one of the desk's own metrics (functions/core/metrics.ts). */
export function ownMetric({ stackName }: Settings, metricName: string, label?: string): Metric {
  return new Metric({
    namespace: stackName,
    metricName,
    dimensionsMap: { service: serviceName },
    period,
    statistic: Stats.SUM,
    ...(label !== undefined && { label }),
  });
}

/** Returns the sum of a DynamoDB metric for a table without its indexes. */
export function tableMetric(table: Table, metricName: TableMetric, label?: string): Metric {
  return sum(metricName, { TableName: table.tableName }, label);
}

/** Returns the sum of a DynamoDB metric for the tickets' index by status. */
export function statusIndexMetric({ tickets }: Tables, metricName: TableMetric, label?: string): Metric {
  return sum(metricName, { TableName: tickets.tableName, GlobalSecondaryIndexName: statusIndex.name }, label);
}

function sum(metricName: TableMetric, dimensionsMap: Record<string, string>, label: string | undefined): Metric {
  const named = label === undefined ? {} : { label };
  return new Metric({ namespace: 'AWS/DynamoDB', metricName, dimensionsMap, period, statistic: Stats.SUM, ...named });
}
