import type { Metric } from '#core/metrics.ts';

/**
 * Returns fields that make CloudWatch extract metrics from a log line, without a call. They are the fields that Powertools' Metrics writes, which
 * would slow the start and add a second line to each request. The dimension is the line's own `service`.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function embeddedMetrics(namespace: string, counts: readonly Metric[]): Record<string, unknown> {
  if (counts.length === 0) return {};
  const metrics = counts.map((Name) => ({ Name, Unit: 'Count' }));
  return {
    _aws: {
      Timestamp: Date.now(),
      CloudWatchMetrics: [{ Namespace: namespace, Dimensions: [['service']], Metrics: metrics }],
    },
    ...Object.fromEntries(counts.map((name) => [name, 1])),
  };
}
