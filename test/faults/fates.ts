import fc from 'fast-check';

/** An error as DynamoDB returns it; with `late`, although it executed the request. */
interface ApiError {
  readonly name: string;
  /** 400 unless it says otherwise. */
  readonly status?: number;
  readonly late?: boolean;
  /** Further members of the response. */
  readonly more?: object;
}

/** The engine executes the request; its response waits for something else to happen. */
interface Held {
  readonly until: Promise<unknown>;
}

/**
 * The fate of one request: it passes; nothing listens, now and for a moment; its connection breaks before the engine has it, or after the engine
 * executed it; no response comes in time, and the engine executes it too late or at once; half of the response arrives; the response is held; or only
 * an error comes back.
 */
export type Fate =
  | 'passes'
  | 'is refused'
  | 'is dropped before'
  | 'is dropped after'
  | 'stalls before'
  | 'stalls after'
  | 'is truncated'
  | Held
  | ApiError;

/** Decides by the operation, like `PutItem`. */
type Decide = (operation: string) => Fate;

/** Decides by the operation and the request's body; the request waits for the decision. */
export type FateOf = (operation: string, body: Buffer) => Fate | Promise<Fate>;

const failure = { name: 'InternalServerError', status: 500 } as const;

/**
 * A conflict: another transaction holds the item. Reads never meet this.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-conflict-handling
 */
export const conflict: Decide = (operation) => {
  if (operation === 'PutItem') return { name: 'TransactionConflictException' };
  if (operation !== 'TransactWriteItems') return 'passes';
  const CancellationReasons = [{ Code: 'TransactionConflict' }, { Code: 'None' }];
  return { name: 'TransactionCanceledException', more: { CancellationReasons } };
};

/**
 * An earlier attempt with the same token isn't done yet, but will be.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html#API_TransactWriteItems_Errors
 */
export const inProgress: Decide = (operation) =>
  operation === 'TransactWriteItems' ? { name: 'TransactionInProgressException', late: true } : 'passes';

interface Course {
  /** The share of requests affected: one in this many. */
  readonly oneIn: number;
  readonly fates: readonly (Fate | Decide)[];
}

/** The faults, and the fates of requests under each. An outage breaks everything in progress, and so is rare. */
export const faults = {
  'connection refused': { oneIn: 60, fates: ['is refused'] },
  'dropped before': { oneIn: 3, fates: ['is dropped before'] },
  'dropped after': { oneIn: 3, fates: ['is dropped after'] },
  'stall past the timeout': { oneIn: 3, fates: ['stalls before', 'stalls after'] },
  'truncated JSON': { oneIn: 3, fates: ['is truncated'] },
  '500': { oneIn: 3, fates: [failure, { ...failure, late: true }] },
  ThrottlingException: { oneIn: 3, fates: [{ name: 'ThrottlingException' }] },
  TransactionConflict: { oneIn: 3, fates: [conflict] },
  'lost responses and conflicts': { oneIn: 2, fates: ['is dropped after', conflict, inProgress] },
} as const satisfies Record<string, Course>;

export type Fault = keyof typeof faults;

/** Returns a seeded sequence of fates. */
export function fatesUnder(fault: Fault, seed: number): Decide {
  const { oneIn, fates }: Course = faults[fault];
  const suffered = fates.map((fate) => ({ weight: 1, arbitrary: fc.constant(fate) }));
  const passes = { weight: (oneIn - 1) * fates.length, arbitrary: fc.constant<Fate | Decide>('passes') };
  const course = fc.sample(fc.oneof(passes, ...suffered), { seed, numRuns: 10_007 });
  let next = 0;
  return (operation) => {
    const fate = course[next++ % course.length] ?? 'passes';
    return typeof fate === 'function' ? fate(operation) : fate;
  };
}
