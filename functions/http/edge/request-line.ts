import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { describeError } from '#core/describe-error.ts';
import { type Count, type Metric, metricOf, type Outcome } from '#core/metrics.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The structured log, as the endpoint needs it. Never given an address, a text, a token or a key. */
export interface RequestLog {
  /** Writes a line that adds one to each metric in `counts`. */
  info(message: string, fields: Fields, counts: readonly Metric[]): void;
  error(message: string, fields: Fields, counts: readonly Metric[]): void;
}

/** A request's log line: one line, written once the response is known, with everything learned about the request. `-` stands for no agent. */
export interface RequestLine {
  note(fields: Fields): void;
  readonly count: Count;
  /** Writes the line; `cause` is the underlying error. */
  write(outcome: Outcome, response: APIGatewayProxyStructuredResultV2, cause?: unknown): void;
}

export function requestLine(log: RequestLog, { routeKey, requestContext }: APIGatewayProxyEventV2): RequestLine {
  const started = performance.now();
  const fields: Record<string, unknown> = { request_id: requestContext.requestId, route: routeKey, agent: '-' };
  const counts: Metric[] = [];
  return {
    note: (more) => void Object.assign(fields, more),
    count: (metric) => void counts.push(metric),
    write(outcome, { statusCode: status = 200 }, cause) {
      const duration = Math.round(performance.now() - started);
      const metric = metricOf[outcome];
      log[status >= 500 ? 'error' : 'info'](
        'request',
        { ...fields, outcome, status, duration_ms: duration, ...(cause !== undefined && describeError(cause)) },
        metric ? [...counts, metric] : counts,
      );
    },
  };
}
