import { besideTicket, ticketEntry } from '#functions/table-keys.ts';
import type { FunctionNeeds } from './resources.ts';
import type { Settings } from './settings.ts';

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
  /** The longest a batch may take; a consumer that sends mail waits up to `mailPatienceMs` for each record's. */
  readonly timeoutSeconds: number;
  /** The attempts for a failing record before it is set aside. */
  readonly attempts: number;
}

/**
 * The time a consumer waits for SES's response to each mail. Many times longer than SES takes: a mail whose response is lost has an unknown outcome.
 */
export const mailPatienceMs = 10_000;

/** The variables that mails are written with. */
export const mailReads = [
  'adminAddresses',
  'dashboardUrl',
  'mailReplyTo',
  'mailSignature',
  'shopName',
  'supportPageUrl',
  'supportTiers',
] as const;

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
    touches: { views: ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'] },
    reads: ['mailSender'],
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
    touches: {
      tickets: ['GetItem', 'Query', 'UpdateItem'],
      views: ['GetItem', 'Query', 'PutItem'],
      mails: ['SendEmail'],
    },
    reads: mailReads,
  },
] as const satisfies readonly Consumer[];

/** Returns whether a function sends mail: only a desk whose settings say whom mail comes from has one. */
export const sendsMail = ({ touches }: FunctionNeeds): boolean => touches.mails !== undefined;

/** Those that a desk has. */
export const consumersOf = ({ mail }: Pick<Settings, 'mail'>): readonly Consumer[] =>
  consumers.filter((consumer) => mail !== undefined || !sendsMail(consumer));
