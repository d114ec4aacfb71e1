import type { Refusal } from './errors.ts';

/** The outcome of a request. */
export type Outcome = 'ok' | Refusal | 'internal_error';

/**
 * Every custom metric, each a count. CloudWatch bills a metric for each combination of namespace, name and dimension values that occurs: a desk has
 * one namespace and one value of its one dimension, `service`, so it has as many metrics as names, of the ten that are free. What AWS measures itself
 * (requests, latency, durations, units, throttles) isn't counted again.
 * https://aws.amazon.com/cloudwatch/pricing/
 */
export const metrics = [
  'TicketsSubmitted',
  'TicketsClosed',
  'CustomersRefused',
  'CustomersWithoutCredits',
  'AgentsRefused',
  'Unavailable',
  'Defects',
  'ChangesNotApplied',
  'MailsNotSent',
  'MailsForged',
] as const;

export type Metric = (typeof metrics)[number];

/** Adds one to a metric. */
export type Count = (metric: Metric) => void;

/** The outcomes that an owner wants to see over time. */
export const metricOf: Readonly<Partial<Record<Outcome, Metric>>> = {
  invalid_token: 'CustomersRefused',
  credits_required: 'CustomersWithoutCredits',
  invalid_key: 'AgentsRefused',
  unavailable: 'Unavailable',
  internal_error: 'Defects',
};
