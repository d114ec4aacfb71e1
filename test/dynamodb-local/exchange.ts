import type { CancellationReason } from '#test/local/dynamodb/api-error.ts';
import type { Request } from './histories.ts';
import type { Reply } from './wire.ts';

/** A request and the responses of both engines. */
export interface Exchange {
  readonly request: Request;
  /** True if a request with this token succeeded before. */
  readonly repeated: boolean;
  readonly ours: Reply;
  readonly theirs: Reply;
}

/** A change to a reply. */
export type Change = (reply: Reply) => Reply;
type ExchangeChange = (exchange: Exchange) => Exchange;

export const inOurs =
  (change: Change): ExchangeChange =>
  (exchange) => ({ ...exchange, ours: change(exchange.ours) });

export const inTheirs =
  (change: Change): ExchangeChange =>
  (exchange) => ({ ...exchange, theirs: change(exchange.theirs) });

export const inBoth =
  (change: Change): ExchangeChange =>
  (exchange) =>
    inOurs(change)(inTheirs(change)(exchange));

/** Returns a change that replaces the reasons in the reply of a cancelled transaction. */
export function withReasons(change: (reason: CancellationReason) => CancellationReason): Change {
  return ({ CancellationReasons: reasons, ...rest }) =>
    reasons ? { ...rest, CancellationReasons: reasons.map(change) } : rest;
}
