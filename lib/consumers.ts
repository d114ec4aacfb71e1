import { besideTicket, ticketEntry } from '#functions/table-keys.ts';
import type { TableAction } from './routes.ts';
import type { Settings } from './settings.ts';

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
  /** Where it begins when it is new: with all that the stream still holds, or with what comes from then on. */
  readonly startsAt: 'TRIM_HORIZON' | 'LATEST';
  /** How long a batch may take: what sends mail waits up to `mailPatienceMs` for each record's. */
  readonly timeoutSeconds: number;
  /** How often a failing record is tried before it is put aside. */
  readonly attempts: number;
  /** What it may do to the tickets and to the views of them. Nothing else is granted, but to read the stream, and to send mail if that is what it does. */
  readonly tickets: readonly TableAction[];
  readonly views: readonly TableAction[];
  /** Whether it sends mail: then it is there only if the settings say whom mail comes from. */
  readonly sendsMail: boolean;
}

/** How long what sends mail waits for the answer of SES to each. Many times longer than SES takes: a mail whose answer is lost is in doubt. */
export const mailPatienceMs = 10_000;

/** Values to match, or what they begin with, stand in lists, under the names that lead to them. */
export type FilterPattern = { readonly [name: string]: FilterPattern | readonly FilterRule[] };
export type FilterRule = string | { readonly prefix: string };

/** Everything that follows tickets by their stream, never by the request: the stack, the local desk and the tests read this table. */
export const consumers = [
  {
    entry: 'project-views',
    filter: { dynamodb: { Keys: { entry: { S: [ticketEntry, { prefix: besideTicket.entry }] } } } },
    batchSize: 100,
    batchingWindowSeconds: 1,
    startsAt: 'TRIM_HORIZON',
    timeoutSeconds: 30,
    attempts: 5,
    tickets: [],
    views: ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'ConditionCheckItem'],
    sendsMail: false,
  },
  {
    entry: 'notify',
    filter: {
      eventName: ['INSERT'],
      dynamodb: { Keys: { entry: { S: [ticketEntry, { prefix: besideTicket.entry }] } } },
    },
    batchSize: 10,
    batchingWindowSeconds: 0,
    startsAt: 'LATEST',
    timeoutSeconds: 180,
    attempts: 5,
    tickets: ['GetItem', 'Query', 'UpdateItem'],
    views: ['GetItem'],
    sendsMail: true,
  },
] as const satisfies readonly Consumer[];

/** Those that a desk has. */
export const consumersOf = ({ mail }: Pick<Settings, 'mail'>): readonly Consumer[] =>
  consumers.filter(({ sendsMail }) => mail !== undefined || !sendsMail);
