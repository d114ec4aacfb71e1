import { Logger } from '@aws-lambda-powertools/logger';
import type { Metric } from '#core/metrics.ts';
import { embeddedMetrics } from './embedded-metrics.ts';
import { environment, metricsNamespace } from './environment.ts';

const logger = new Logger();
const env = environment({ metricsNamespace });

const writer =
  (level: 'info' | 'warn' | 'error') =>
  (message: string, fields: Readonly<Record<string, unknown>>, counts: readonly Metric[]): void =>
    logger[level](message, { ...fields, ...embeddedMetrics(env.metricsNamespace, counts) });

/**
 * The structured log: one JSON line per entry, for CloudWatch Logs Insights, which also adds one to each metric in `counts`. Never given an address,
 * a text, a token or a key.
 */
export const log = { info: writer('info'), warn: writer('warn'), error: writer('error') };

/** Prints a line for a person, beside the structured log. */
export function announce(line: string): void {
  process.stdout.write(`${line}\n`);
}
