import { ticketEntry } from '../functions/table-keys.ts';
import type { TableAction } from './routes.ts';

/** A function that the stream of changes to the tickets table invokes. */
export interface Consumer {
  /** `functions/<entry>.ts`. */
  readonly entry: string;
  /**
   * Which change records it gets, as Lambda's filter pattern.
   * https://docs.aws.amazon.com/lambda/latest/dg/with-ddb-filtering.html
   */
  readonly filter: FilterPattern;
  /** Most records of one invocation, and how long it waits for them. */
  readonly batchSize: number;
  readonly batchingWindowSeconds: number;
  /** How often a failing record is tried before it is put aside. */
  readonly attempts: number;
  /** What it may do to the views. Nothing else is granted, but to read the stream. */
  readonly views: readonly TableAction[];
}

/** Values to match stand in lists, under the names that lead to them. */
export type FilterPattern = { readonly [name: string]: FilterPattern | readonly string[] };

/** Everything that follows tickets by their stream, never by the request: the stack, the local desk and the tests read this table. */
export const consumers = [
  {
    entry: 'project-views',
    filter: { dynamodb: { Keys: { entry: { S: [ticketEntry] } } } },
    batchSize: 100,
    batchingWindowSeconds: 1,
    attempts: 5,
    views: ['GetItem', 'BatchGetItem', 'UpdateItem', 'ConditionCheckItem'],
  },
] as const satisfies readonly Consumer[];
