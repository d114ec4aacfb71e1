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
      tickets: ['GetItem', 'Query', 'UpdateItem'],
      views: ['GetItem', 'Query', 'PutItem', 'DeleteItem'],
      mails: ['SendEmail'],
    },
    reads: mailReads,
  },
] as const satisfies readonly Scheduled[];

/** Those of a desk: one that sends no mail may only remove what is owed. */
export const scheduledOf = ({ mail }: Pick<Settings, 'mail'>): readonly Scheduled[] =>
  mail ? scheduled : scheduled.map((one) => ({ ...one, touches: { views: ['Query', 'DeleteItem'] }, reads: [] }));
