import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { statusIndex } from '#functions/table-keys.ts';
import { serviceName } from '#lib/function-environment.ts';
import type { Settings } from '#lib/settings.ts';
import type { HttpApi } from './http-api.ts';
import type { RouteFunction } from './route-function.ts';
import type { Tables } from './tables.ts';
import type { TicketConsumer } from './ticket-consumer.ts';

/** What alarms and dashboard look at. */
export interface Watched {
  readonly api: HttpApi;
  readonly functions: readonly RouteFunction[];
  readonly consumers: readonly TicketConsumer[];
  readonly tables: Tables;
  readonly settings: Settings;
}

/** The period of every alarm and of every line of the dashboard. */
export const period = Duration.minutes(5);

type TableMetric =
  | 'ConsumedReadCapacityUnits'
  | 'ConsumedWriteCapacityUnits'
  | 'ReadThrottleEvents'
  | 'WriteThrottleEvents';

/** A sum of what the functions count by themselves (functions/core/metrics.ts). */
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

/** A sum that DynamoDB measures for a table without its indexes. */
export function tableMetric(table: Table, metricName: TableMetric, label?: string): Metric {
  return sum(metricName, { TableName: table.tableName }, label);
}

/** The same for the tickets' index by status. */
export function statusIndexMetric({ tickets }: Tables, metricName: TableMetric, label?: string): Metric {
  return sum(metricName, { TableName: tickets.tableName, GlobalSecondaryIndexName: statusIndex.name }, label);
}

function sum(metricName: TableMetric, dimensionsMap: Record<string, string>, label: string | undefined): Metric {
  const named = label === undefined ? {} : { label };
  return new Metric({ namespace: 'AWS/DynamoDB', metricName, dimensionsMap, period, statistic: Stats.SUM, ...named });
}
