import fc from 'fast-check';

/** An error as DynamoDB answers it; with `late`, although it did what was asked. */
interface ApiError {
  readonly name: string;
  /** 400 unless it says otherwise. */
  readonly status?: number;
  readonly late?: boolean;
  /** Further members of the answer. */
  readonly more?: object;
}

/** The engine does what was asked; its answer waits for something else to happen. */
interface Held {
  readonly until: Promise<unknown>;
}

/**
 * What happens to one request on its way: it passes; nobody listens, now and for the next moment; its connection breaks before the engine has
 * it, or after the engine did it; no answer comes in time, and the engine does it too late or did it at once; half of the answer
 * arrives; the answer is held; or an error is all that comes back.
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

/** The same, also by the request's body; the request waits for the decision. */
export type FateOf = (operation: string, body: Buffer) => Fate | Promise<Fate>;

const failure = { name: 'InternalServerError', status: 500 } as const;

/** Another transaction is at the item. Reads never meet this. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-conflict-handling */
export const conflict: Decide = (operation) => {
  if (operation === 'PutItem') return { name: 'TransactionConflictException' };
  if (operation !== 'TransactWriteItems') return 'passes';
  const CancellationReasons = [{ Code: 'TransactionConflict' }, { Code: 'None' }];
  return { name: 'TransactionCanceledException', more: { CancellationReasons } };
};

/** An earlier attempt with the same token is not done yet; it will be. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html#API_TransactWriteItems_Errors */
export const inProgress: Decide = (operation) =>
  operation === 'TransactWriteItems' ? { name: 'TransactionInProgressException', late: true } : 'passes';

interface Course {
  /** How often requests suffer: one of so many. */
  readonly oneIn: number;
  readonly fates: readonly (Fate | Decide)[];
}

/** The faults, and what requests suffer under each. An outage takes with it all that is under way, and so is rare. */
export const faults = {
  'connection refused': { oneIn: 60, fates: ['is refused'] },
  'dropped before': { oneIn: 3, fates: ['is dropped before'] },
  'dropped after': { oneIn: 3, fates: ['is dropped after'] },
  'stall past the timeout': { oneIn: 3, fates: ['stalls before', 'stalls after'] },
  'truncated JSON': { oneIn: 3, fates: ['is truncated'] },
  '500': { oneIn: 3, fates: [failure, { ...failure, late: true }] },
  ThrottlingException: { oneIn: 3, fates: [{ name: 'ThrottlingException' }] },
  TransactionConflict: { oneIn: 3, fates: [conflict] },
  'lost answers and conflicts': { oneIn: 2, fates: ['is dropped after', conflict, inProgress] },
} as const satisfies Record<string, Course>;

export type Fault = keyof typeof faults;

/** A seeded course of fates. */
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
