import { describeError } from '#core/describe-error.ts';
import { DeskError } from '#core/errors.ts';
import type { Metric } from '#core/metrics.ts';
import type { EffectLog } from './effect-log.ts';

interface Subscriber<Event> {
  readonly log: EffectLog;
  /** The message of its lines in the log. */
  readonly message: string;
  /** Reads an event as EventBridge delivers it; throws if it can't be read. */
  readonly read: (event: unknown) => Event;
  /** Does what follows from an event; doing it again changes nothing. Returns what the log shows. */
  readonly apply: (event: Event) => Promise<Readonly<Record<string, unknown>>>;
  /** Counts what was applied, by what the log shows. */
  readonly count?: (fields: Readonly<Record<string, unknown>>) => readonly Metric[];
  /** Counts failures. */
  readonly metric: Metric;
}

/**
 * Returns a Lambda handler for events that arrive through EventBridge, one at a time. It fails if the event can't be read or applied, so that Lambda
 * retries it and finally sets it aside.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export function subscriber<Event>({ log, message, read, apply, count = () => [], metric }: Subscriber<Event>) {
  return async (event: unknown): Promise<void> => {
    const started = performance.now();
    const duration = () => ({ duration_ms: Math.round(performance.now() - started) });
    try {
      const fields = await apply(read(event));
      log.info(message, { ...fields, ...duration() }, count(fields));
    } catch (error) {
      log.error(message, { ...describeError(error instanceof DeskError ? error.cause : error), ...duration() }, [
        metric,
      ]);
      // Not the error itself: Lambda logs it whole, with its causes, in which SES may name an address.
      throw new Error('It failed; the line above says why.');
    }
  };
}
