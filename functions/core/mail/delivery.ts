/**
 * The delivery states of a mail. `queued`: waits to be sent. `unknown`: the mail service may have accepted it, but its response was lost, so it is sent
 * again only at an agent's request. `bounced`: the recipient's server refused it permanently. `suppressed`: not sent, because an earlier mail to this
 * address bounced or was marked as spam.
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

/** The delivery of a mail. */
export interface Delivery {
  readonly state: DeliveryState;
  readonly at: string;
  /** The reason, if it failed. */
  readonly detail?: string | undefined;
  /** A notice from the recipient's server that doesn't stop mail: a full mailbox, an out-of-office reply. */
  readonly remark?: string | undefined;
}

/** Returns true if an agent may resend a mail. */
export const isResendable = ({ state }: Delivery): boolean => state === 'failed' || state === 'unknown';

/** Returns true if a mail must still be sent automatically: it wasn't tried yet, is queued, or certainly failed. */
export const isOwed = (delivery: Delivery | undefined): boolean =>
  delivery === undefined || delivery.state === 'queued' || delivery.state === 'failed';

/** Returns true if nothing more happens to a mail unless somebody resends it. */
export const isFinal = (delivery: Delivery | undefined): boolean =>
  delivery !== undefined && delivery.state !== 'queued' && delivery.state !== 'sending';
