import { besideTicket, ticketEntry } from '#functions/table-keys.ts';
import type { FunctionNeeds } from './resources.ts';
import type { Settings } from './settings.ts';
import { subscribersOf } from './subscribers.ts';

/** A function that the stream of changes to the tickets table invokes. */
export interface Consumer extends FunctionNeeds {
  /** `functions/<entry>.ts`. */
  readonly entry: string;
  /**
   * The change records it receives, as Lambda's filter pattern.
   * https://docs.aws.amazon.com/lambda/latest/dg/with-ddb-filtering.html
   */
  readonly filter: FilterPattern;
  /** The most records per invocation, and how long it waits for them. */
  readonly batchSize: number;
  readonly batchingWindowSeconds: number;
  /** The place in the stream where a new consumer starts: at its oldest record, or with what comes from then on. */
  readonly startsAt: 'TRIM_HORIZON' | 'LATEST';
  /** The longest a batch may take. */
  readonly timeoutSeconds: number;
  /** The attempts for a failing record before it is set aside. */
  readonly attempts: number;
}

/** Lists of values or prefixes to match, under the names that lead to them. */
export type FilterPattern = { readonly [name: string]: FilterPattern | readonly FilterRule[] };
export type FilterRule = string | { readonly prefix: string };

/** Everything that follows tickets through their stream rather than in a request: the stack, the local desk and the tests read this table. */
export const consumers = [
  {
    entry: 'project-views',
    filter: { dynamodb: { Keys: { entry: { S: [ticketEntry, { prefix: besideTicket.entry }] } } } },
    batchSize: 100,
    batchingWindowSeconds: 1,
    startsAt: 'TRIM_HORIZON',
    timeoutSeconds: 30,
    attempts: 5,
    touches: {
      // What was merged into a ticket, which is found by its words.
      tickets: ['GetItem', 'Query'],
      views: ['GetItem', 'BatchGetItem', 'PutItem', 'BatchWriteItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
    },
    reads: ['mailSender', 'autoClose'],
  },
  {
    entry: 'publish-events',
    filter: {
      eventName: ['INSERT'],
      dynamodb: { Keys: { entry: { S: [ticketEntry, { prefix: besideTicket.entry }] } } },
    },
    batchSize: 100,
    batchingWindowSeconds: 0,
    startsAt: 'TRIM_HORIZON',
    timeoutSeconds: 60,
    attempts: 5,
    touches: { events: ['PutEvents'] },
  },
] as const satisfies readonly Consumer[];

/** Those that a desk has: without subscribers there is no event bus, and nothing is published. */
export const consumersOf = (settings: Pick<Settings, 'mail'>): readonly Consumer[] =>
  consumers.filter(({ touches }: Consumer) => !touches.events || subscribersOf(settings).length > 0);
