/**
 * What became of a mail. `queued`: it waits to be sent. `unknown`: the mail service may have taken it, but its answer was lost, so that it is not
 * sent again unless an agent asks for it. `bounced`: its recipient's server refused it for good. `suppressed`: nothing was sent, because
 * mail to this address bounced, or was called spam, before.
 */
export const deliveryStates = [
  'queued',
  'sending',
  'sent',
  'failed',
  'unknown',
  'bounced',
  'complained',
  'suppressed',
] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** What is known of a mail's way to its recipient. */
export interface Delivery {
  readonly state: DeliveryState;
  readonly at: string;
  /** Why, if it went wrong. */
  readonly detail?: string | undefined;
  /** What the recipient's server said about a mail that it may have taken all the same: a full mailbox, an absence. */
  readonly remark?: string | undefined;
}

/** Whether an agent may have a mail sent once more. */
export const isResendable = ({ state }: Delivery): boolean => state === 'failed' || state === 'unknown';

/** Whether a mail is still to be sent without anybody asking for it: none was tried yet, it is queued, or it failed for certain. */
export const isOwed = (delivery: Delivery | undefined): boolean =>
  delivery === undefined || delivery.state === 'queued' || delivery.state === 'failed';
