import type { Ticket } from '#dashboard/model/ticket.ts';
import type { BulkChange, BulkResult, ChangeTickets } from '#dashboard/wire/bulk-api.ts';
import { ProblemError } from '#dashboard/wire/errors.ts';

/** A ticket to be changed, in the version that the agent has seen. */
export interface Target {
  readonly id: string;
  readonly version: number;
  /** The ticket as it was known before. */
  readonly before: Ticket;
}

/** A change, and the tickets that get it. */
export interface Group {
  readonly change: BulkChange;
  readonly targets: readonly Target[];
}

interface Done {
  readonly target: Target;
  readonly change: BulkChange;
  /** Undefined if the desk didn't send the ticket. */
  readonly after: Ticket | undefined;
}

export interface Refused {
  readonly target: Target;
  /** The desk's refusal; undefined if no response arrived. */
  readonly result: BulkResult | undefined;
  readonly reason: string | undefined;
}

/** The outcome of a run: each ticket is in one of the lists. */
export interface Report {
  readonly done: readonly Done[];
  readonly refused: readonly Refused[];
  /** Those that were not tried before the agent canceled, or before the desk refused the key. */
  readonly left: readonly Target[];
}

/** The world of a run; `signal` ends it after the batch that is under way, and while it waits at once. */
export interface RunWorld {
  readonly send: ChangeTickets;
  readonly key: string;
  readonly signal: AbortSignal;
  /** Waits so many milliseconds, or until the signal. */
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly tell: (progress: { readonly through: number; readonly isWaiting: boolean }) => void;
  /** Takes over each batch's outcomes as they arrive. */
  readonly take: (report: Omit<Report, 'left'>) => void;
}

interface Batch extends Group {
  readonly attempt: number;
}

/** As many as the desk takes at a time. */
const BATCH = 100;
const PAUSES_MS = [1000, 3000, 10_000, 30_000];
/** A ticket that the desk has no time for is tried so often. */
const ATTEMPTS = 5;

/** Changes tickets batch by batch. Whatever was not answered is sent again under the same key, with which the desk changes no ticket twice. */
export async function run(groups: readonly Group[], world: RunWorld): Promise<Report> {
  const { send, key, signal, wait, tell, take } = world;
  const batches: Batch[] = groups.flatMap(({ change, targets }) =>
    Array.from({ length: Math.ceil(targets.length / BATCH) }, (_, place) => ({
      change,
      targets: targets.slice(place * BATCH, (place + 1) * BATCH),
      attempt: 0,
    })),
  );
  const done: Done[] = [];
  const refused: Refused[] = [];
  /** The tickets that were sent, but of which no response says what became of them. */
  const inDoubt = new Set<Target>();
  const tellNow = (isWaiting: boolean) => tell({ through: done.length + refused.length, isWaiting });

  function settle(more: Omit<Report, 'left'>): void {
    for (const { target } of [...more.done, ...more.refused]) inDoubt.delete(target);
    done.push(...more.done);
    refused.push(...more.refused);
    take(more);
  }

  async function again({ change, targets, attempt }: Batch, pause: number): Promise<void> {
    batches.unshift({ change, targets, attempt: attempt + 1 });
    tellNow(true);
    await wait(pause);
  }

  for (let batch = batches.shift(); batch; batch = batches.shift()) {
    if (signal.aborted) {
      batches.unshift(batch);
      break;
    }
    const current = batch;
    const { change, targets, attempt } = current;
    const pause = PAUSES_MS[Math.min(attempt, PAUSES_MS.length - 1)] ?? 0;
    tellNow(false);
    try {
      for (const target of targets) inDoubt.add(target);
      const results = new Map((await send(targets, change, key)).map((result) => [result.id, result]));
      const mayRepeat = attempt + 1 < ATTEMPTS;
      const unanswered = targets.filter(({ id }) => mayRepeat && isPassing(results.get(id)?.status ?? 503));
      settle(
        sorted(
          targets.filter((target) => !unanswered.includes(target)),
          change,
          results,
        ),
      );
      if (unanswered.length > 0) await again({ ...current, targets: unanswered }, pause);
    } catch (error) {
      if (!(error instanceof ProblemError)) await again(current, pause);
      else if (isPassing(error.status) && attempt + 1 < ATTEMPTS) await again(current, error.retryAfterMs ?? pause);
      else {
        const { message: reason } = error;
        settle({ done: [], refused: targets.map((target) => ({ target, result: undefined, reason })) });
        if (error.status === 401) break;
      }
    }
  }
  const rest = batches.flatMap(({ targets }) => targets);
  const doubtful = rest.filter((target) => inDoubt.has(target));
  settle({ done: [], refused: doubtful.map((target) => ({ target, result: undefined, reason: undefined })) });
  return { done, refused, left: rest.filter((target) => !doubtful.includes(target)) };
}

/** The desk may do it later: others are changing the ticket, too many requests, a fault. */
const isPassing = (status: number): boolean => [409, 429].includes(status) || status >= 500;

function sorted(targets: readonly Target[], change: BulkChange, results: ReadonlyMap<string, BulkResult>) {
  const done: Done[] = [];
  const refused: Refused[] = [];
  for (const target of targets) {
    const result = results.get(target.id);
    if (result?.status === 200) done.push({ target, change, after: result.ticket });
    else refused.push({ target, result, reason: result?.detail });
  }
  return { done, refused };
}
