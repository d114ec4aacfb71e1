import { describe, expect, test } from 'vitest';
import { metrics as customMetrics } from '#core/metrics.ts';
import { routes } from '#lib/routes.ts';
import { dashboardOf } from './desk-dashboard.ts';
import { deskTemplate, flat, resource } from './desk-template.ts';
import { withMail } from './example-settings.ts';

const template = deskTemplate();
const { name, widgets } = dashboardOf(template);
const metrics = widgets.flatMap(({ properties }) => properties.metrics ?? []);

/** Returns the metrics of the widget with this title: name, dimension values and statistic in one line each. */
function shown(title: string, among = widgets): string[] {
  const found = among.filter(({ properties }) => properties.title === title);
  expect(found).toHaveLength(1);
  return found
    .flatMap(({ properties }) => properties.metrics ?? [])
    .map((row) => {
      const [namespace, metric, ...dimensions] = row.filter((part) => typeof part === 'string');
      const [options] = row.filter((part) => typeof part === 'object');
      const values = dimensions.filter((_, index) => index % 2 === 1).join(', ');
      return `${namespace} ${metric} ${options?.stat} of ${values}`;
    });
}

const functionOf = ({ method, path }: (typeof routes)[number]) => {
  const functions = Object.entries(template.findResources('AWS::Lambda::Function'));
  const own = functions.find(([, { Properties }]) => Properties.Description === `${method} ${path}`);
  return `<${own?.[0]}>`;
};
const api = `<${resource(template, 'AWS::ApiGatewayV2::Api').id}>`;
const tickets = `<${resource(template, 'AWS::DynamoDB::Table', 'Tickets').id}>`;
const agents = `<${resource(template, 'AWS::DynamoDB::Table', 'Agents').id}>`;
const index = `status-created_at-index, ${tickets}`;

describe('the dashboard in CloudWatch', () => {
  test('is a single one, named after stack and region, within the fifty metrics that are free', () => {
    template.resourceCountIs('AWS::CloudWatch::Dashboard', 1);
    expect(name).toBe('SupportDesk-<AWS::Region>');
    expect(metrics.length).toBeLessThanOrEqual(50);
  });

  test('has one row per question, with every alarm first', () => {
    const rows = Map.groupBy(widgets, ({ y }) => y);
    expect([...rows.values()].map((row) => row.map(({ properties }) => properties.title))).toEqual([
      ['Alarms'],
      ['Requests by route', 'Errors', 'Responses that were not ok'],
      ['API latency, ms', 'Functions in the account and region', 'Function durations and cold starts'],
      ['Consumed units', 'Throttled by DynamoDB'],
      ['Delay behind the tickets, ms', 'Changes', 'Consumed units, views'],
      ['Tickets', 'Refused', 'Failed'],
    ]);
    const alarms = Object.keys(template.findResources('AWS::CloudWatch::Alarm')).map((id) => `<${id}.Arn>`);
    expect(widgets[0]?.properties.alarms).toEqual(alarms);
  });

  test('shows errors', () => {
    expect(shown('Errors')).toEqual([`AWS/ApiGateway 4xx Sum of ${api}`, `AWS/ApiGateway 5xx Sum of ${api}`]);
  });

  test('shows latency, and the account’s concurrency, throttles and crashes', () => {
    expect(shown('API latency, ms')).toEqual([
      `AWS/ApiGateway Latency p50 of ${api}`,
      `AWS/ApiGateway Latency p99 of ${api}`,
    ]);
    expect(shown('Functions in the account and region')).toEqual([
      'AWS/Lambda ConcurrentExecutions Maximum of ',
      'AWS/Lambda Throttles Sum of ',
      'AWS/Lambda Errors Sum of ',
    ]);
  });

  test('shows DynamoDB’s consumption and throttling', () => {
    expect(shown('Consumed units')).toEqual([
      `AWS/DynamoDB ConsumedReadCapacityUnits Sum of ${tickets}`,
      `AWS/DynamoDB ConsumedWriteCapacityUnits Sum of ${tickets}`,
      `AWS/DynamoDB ConsumedReadCapacityUnits Sum of ${index}`,
      `AWS/DynamoDB ConsumedWriteCapacityUnits Sum of ${index}`,
      `AWS/DynamoDB ConsumedReadCapacityUnits Sum of ${agents}`,
    ]);
    expect(shown('Throttled by DynamoDB')).toEqual([
      `AWS/DynamoDB ReadThrottleEvents Sum of ${tickets}`,
      `AWS/DynamoDB WriteThrottleEvents Sum of ${tickets}`,
      `AWS/DynamoDB ReadThrottleEvents Sum of ${index}`,
      `AWS/DynamoDB WriteThrottleEvents Sum of ${index}`,
    ]);
  });

  test('shows the consumers of the tickets’ stream', () => {
    const views = `<${resource(template, 'AWS::Lambda::Function', 'projectviews').id}>`;
    const table = `<${resource(template, 'AWS::DynamoDB::Table', 'Views').id}>`;
    expect(shown('Delay behind the tickets, ms')).toEqual([`AWS/Lambda IteratorAge Maximum of ${views}`]);
    expect(shown('Changes').slice(0, 2)).toEqual([
      `AWS/Lambda Invocations Sum of ${views}`,
      `AWS/Lambda Errors Sum of ${views}`,
    ]);
    expect(shown('Consumed units, views')).toEqual([
      `AWS/DynamoDB ConsumedReadCapacityUnits Sum of ${table}`,
      `AWS/DynamoDB ConsumedWriteCapacityUnits Sum of ${table}`,
    ]);
  });

  test('shows on a desk with mail how far events are behind, too, within the free metrics', () => {
    const withMailOn = deskTemplate(withMail);
    const all = dashboardOf(withMailOn).widgets;
    const [publisher, notify] = ['publishevents', 'notify'].map(
      (id) => `<${resource(withMailOn, 'AWS::Lambda::Function', id).id}>`,
    );
    expect(shown('Delay behind the tickets, ms', all).slice(1)).toEqual([
      `AWS/Lambda IteratorAge Maximum of ${publisher}`,
      `AWS/Lambda AsyncEventAge Maximum of ${notify}`,
    ]);
    expect(shown('Changes', all)).toEqual(
      expect.arrayContaining([
        `AWS/Lambda Invocations Sum of ${notify}`,
        `AWS/Lambda Errors Sum of ${notify}`,
        `AWS/Lambda Errors Sum of ${publisher}`,
      ]),
    );
    expect(all.flatMap(({ properties }) => properties.metrics ?? []).length).toBeLessThanOrEqual(50);
  });

  test('shows every metric of our own, by the functions’ names', () => {
    const own = ['Tickets', 'Refused', 'Failed', 'Changes']
      .flatMap((title) => shown(title))
      .filter((metric) => metric.startsWith('SupportDesk'));
    expect(own).toEqual(customMetrics.map((metric) => `SupportDesk ${metric} Sum of support-desk`));
    for (const { Properties } of Object.values(template.findResources('AWS::Lambda::Function'))) {
      const { POWERTOOLS_METRICS_NAMESPACE: namespace, POWERTOOLS_SERVICE_NAME: service } =
        Properties.Environment?.Variables ?? {};
      if (service !== undefined) expect([namespace, service]).toEqual(['SupportDesk', 'support-desk']);
    }
  });

  test('queries the log of every function', () => {
    const logs = routes.map((it) => {
      const { LoggingConfig } =
        template.findResources('AWS::Lambda::Function')[functionOf(it).slice(1, -1)]?.Properties ?? {};
      return `SOURCE '${flat(LoggingConfig.LogGroup)}'`;
    });
    for (const title of ['Requests by route', 'Responses that were not ok', 'Function durations and cold starts']) {
      const query = widgets.find(({ properties }) => properties.title === title)?.properties.query ?? '';
      for (const log of logs) expect(query).toContain(log);
    }
  });
});
