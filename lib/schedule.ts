import type { FunctionNeeds } from './resources.ts';
import type { Settings } from './settings.ts';
import { mailReads } from './subscribers.ts';

/** A function that runs at regular intervals. */
export interface Scheduled extends FunctionNeeds {
  /** `functions/<entry>.ts`. */
  readonly entry: string;
  readonly everyMinutes: number;
  readonly timeoutSeconds: number;
}

/** Everything that runs at intervals: the stack, the local desk and the tests read this table. */
export const scheduled = [
  {
    entry: 'run-due',
    everyMinutes: 5,
    timeoutSeconds: 240,
    touches: {
      agents: ['GetItem'],
      tickets: ['GetItem', 'Query', 'UpdateItem', 'PutItem', 'DeleteItem'],
      // What waits already when auto-close is switched on.
      ticketsByStatus: ['Query'],
      views: ['GetItem', 'Query', 'PutItem', 'DeleteItem'],
      mails: ['SendEmail'],
      files: ['GetObject'],
      personal: ['PutItem'],
      receivedMail: ['DeleteObject'],
      replyKeys: ['GetParameter'],
    },
    reads: [...mailReads, 'autoClose'],
  },
] as const satisfies readonly Scheduled[];

/** The sweeper's grants on a desk that sends no mail: it does what is owed, and hands tickets back. */
const withoutMail = {
  agents: ['GetItem'],
  tickets: ['GetItem', 'UpdateItem', 'PutItem', 'DeleteItem'],
  ticketsByStatus: ['Query'],
  views: ['GetItem', 'Query', 'PutItem', 'DeleteItem'],
  receivedMail: ['DeleteObject'],
} as const;

/** Those of a desk. */
export const scheduledOf = ({ mail }: Pick<Settings, 'mail'>): readonly Scheduled[] =>
  mail ? scheduled : scheduled.map((one) => ({ ...one, touches: withoutMail, reads: ['autoClose'] }));
