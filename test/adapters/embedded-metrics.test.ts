import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import Ajv2020 from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { embeddedMetrics } from '#adapters/embedded-metrics.ts';
import { metrics } from '#core/metrics.ts';
import { emfSchema } from './emf-schema.ts';

const validate = new Ajv2020.default({ allErrors: true }).compile(emfSchema);
const service = 'support-desk';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('counts in a log line', () => {
  it('are written as Powertools would write them', () => {
    const powertools = new Metrics({ namespace: 'SupportDesk', serviceName: service });
    for (const name of metrics) powertools.addMetric(name, MetricUnit.Count, 1);
    expect({ service, ...embeddedMetrics('SupportDesk', metrics) }).toEqual(powertools.serializeMetrics());
  });

  it.each(metrics)('follow the specification of the embedded metric format: %s', (metric) => {
    const line = { service, ...embeddedMetrics('SupportDesk', [metric]) };
    expect(validate(line), JSON.stringify(validate.errors)).toBe(true);
    expect(line).toHaveProperty(metric, 1);
  });

  it('are absent where nothing is counted', () => {
    expect(embeddedMetrics('SupportDesk', [])).toEqual({});
  });

  it('add up to at most ten metrics, as CloudWatch bills them: by namespace, name and dimension values', () => {
    const billed = metrics.map((metric) => billedAs({ service, ...embeddedMetrics('SupportDesk', [metric]) }));
    expect(new Set(billed.flat()).size).toBe(metrics.length);
    expect(metrics.length).toBeLessThanOrEqual(10);
  });
});

/** Returns one name for each metric that CloudWatch bills for such a line. */
// biome-ignore lint/suspicious/noExplicitAny: the schema above says what it has.
function billedAs(line: Record<string, any>): string[] {
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  return line._aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }: any) =>
    Dimensions.flatMap((names: string[]) =>
      Metrics.map(({ Name }: { Name: string }) => [Namespace, Name, ...names.map((name) => line[name])].join(' ')),
    ),
  );
}
