import type { FunctionNeeds } from './resources.ts';

/** Node's options for the function: without a small young generation a mail of 40 MB can take more than half a gigabyte for a moment. */
export const INBOUND_NODE_OPTIONS = '--max-semi-space-size=8';

/** The function that takes received mail, which SES starts once it has stored a mail: it exists only if the settings name a domain that receives mail. */
export const inboundMail = {
  entry: 'receive-mail',
  timeoutSeconds: 60,
  touches: {
    tickets: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'],
    ticketsByCustomer: ['Query'],
    views: ['GetItem', 'Query', 'PutItem'],
    personal: ['GetItem', 'UpdateItem'],
    agents: ['GetItem'],
    replyKeys: ['GetParameter'],
    receivedMail: ['GetObject'],
    mails: ['SendEmail'],
    files: ['PutObject'],
  },
  reads: [
    'assignOnReply',
    'heldDays',
    'hours',
    'mailSignature',
    'newTickets',
    'shopName',
    'supportPageUrl',
    'supportTiers',
  ],
} as const satisfies FunctionNeeds & { readonly entry: string; readonly timeoutSeconds: number };
