import type { FunctionNeeds } from './resources.ts';

/** The function that records what SES reports about mails, through EventBridge: it exists only if the settings name a sender. */
export const mailEvents = {
  entry: 'record-mail-event',
  timeoutSeconds: 30,
  touches: { tickets: ['GetItem', 'PutItem', 'UpdateItem'] },
} as const satisfies FunctionNeeds & { readonly entry: string; readonly timeoutSeconds: number };
