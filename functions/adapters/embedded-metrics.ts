import type { Metric } from '#core/metrics.ts';

/**
 * Fields that have CloudWatch count: of a line of the log it makes metrics by itself, without a call. They are what Powertools'
 * Metrics writes, which costs a start more and each request a second line. The dimension is the line's own `service`.
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
