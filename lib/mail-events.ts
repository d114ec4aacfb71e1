import type { FunctionNeeds } from './resources.ts';

/** The function that takes what SES tells of mails, by EventBridge: it is there only if the settings say whom mail comes from. */
export const mailEvents = {
  entry: 'record-mail-event',
  timeoutSeconds: 30,
  touches: { tickets: ['GetItem', 'PutItem', 'UpdateItem'] },
} as const satisfies FunctionNeeds & { readonly entry: string; readonly timeoutSeconds: number };
