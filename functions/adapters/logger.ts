import { Logger } from '@aws-lambda-powertools/logger';
import type { Metric } from '#core/metrics.ts';
import { embeddedMetrics } from './embedded-metrics.ts';
import { environment } from './environment.ts';

const logger = new Logger();
const namespace = environment('POWERTOOLS_METRICS_NAMESPACE');

const writer =
  (level: 'info' | 'warn' | 'error') =>
  (message: string, fields: Readonly<Record<string, unknown>>, counts: readonly Metric[]): void =>
    logger[level](message, { ...fields, ...embeddedMetrics(namespace, counts) });

/**
 * The structured log: one JSON line an entry, for CloudWatch Logs Insights, which adds one to each metric of `counts`. Never given
 * an address, a text, a token or a key.
 */
export const log = { info: writer('info'), warn: writer('warn'), error: writer('error') };

/** Prints a line for a person, beside the structured log. */
export function announce(line: string): void {
  process.stdout.write(`${line}\n`);
}
