import type { Metric } from '#core/metrics.ts';

/** The structured log. Never given an address, a text, a token or a key. */
export interface EffectLog {
  info(message: string, fields: Readonly<Record<string, unknown>>, counts: readonly Metric[]): void;
  error(message: string, fields: Readonly<Record<string, unknown>>, counts: readonly Metric[]): void;
}
