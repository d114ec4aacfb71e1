import type { FieldError } from '#core/errors.ts';
import type { ThreadEntry } from '#dashboard/model/thread.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';

/** The desk answered that it will not: `message` is the problem's detail (RFC 9457). */
export class ProblemError extends Error {
  readonly status: number;
  /** With 412: the ticket as it is now. */
  readonly newer: Ticket | undefined;
  /** With 412: what came after the version that the agent had seen, oldest first, as much as the desk sent. */
  readonly missed: readonly ThreadEntry[];
  /** With 422: the mistake in each field. */
  readonly fields: readonly FieldError[];
  /** The desk asks to be left alone this long, in milliseconds (`Retry-After`, RFC 9110, section 10.2.3). */
  readonly retryAfterMs: number | undefined;

  constructor(
    status: number,
    detail: string,
    {
      newer,
      missed = [],
      fields = [],
      retryAfterMs,
    }: Pick<Partial<ProblemError>, 'newer' | 'missed' | 'fields' | 'retryAfterMs'> = {},
  ) {
    super(detail);
    this.status = status;
    this.newer = newer;
    this.missed = missed;
    this.fields = fields;
    this.retryAfterMs = retryAfterMs;
  }
}

/** No answer of the desk arrived: whether it did what was asked is not known. */
export class Unreachable extends Error {}
