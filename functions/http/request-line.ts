import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { type Count, type Metric, metricOf, type Outcome } from '../core/metrics.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The structured log, as the endpoint needs it. Never given an address, a text, a token or a key. */
export interface RequestLog {
  /** The line adds one to each metric of `counts`. */
  info(message: string, fields: Fields, counts: readonly Metric[]): void;
  error(message: string, fields: Fields, counts: readonly Metric[]): void;
}

/** What is logged of a request: one line, written once it is answered, with all that became known of it. `-` stands for no agent. */
export interface RequestLine {
  note(fields: Fields): void;
  readonly count: Count;
  /** `cause` is what made it fail. */
  write(outcome: Outcome, answer: APIGatewayProxyStructuredResultV2, cause?: unknown): void;
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
        { ...fields, outcome, status, duration_ms: duration, ...(cause !== undefined && describe(cause)) },
        metric ? [...counts, metric] : counts,
      );
    },
  };
}

/** Where an error came from, without its message: that may quote what a customer wrote, even lines that look like frames. */
function describe(error: unknown): { error: string; stack?: string[] } {
  if (!(error instanceof Error)) return { error: typeof error };
  const { name, message, stack = '' } = error;
  const headEnd = stack.indexOf(message) + message.length;
  const frames = stack.includes(message) ? stack.slice(headEnd).split('\n') : [];
  return {
    error: name,
    stack: frames
      .filter((line) => /^\s+at /.test(line))
      .map((line) => line.trim())
      .slice(0, 8),
  };
}
