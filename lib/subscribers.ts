import { type EventType, eventSource } from '#functions/event-names.ts';
import { type FunctionNeeds, sendsMail } from './resources.ts';
import type { Settings } from './settings.ts';

/** Events of a type; with `fields`, only those that name one of them. */
interface Followed {
  readonly type: EventType;
  readonly fields?: readonly string[];
}

/** A function that an event on the bus starts: an effect of a change to a ticket. It gets one event at a time. */
export interface Subscriber extends FunctionNeeds {
  /** `functions/<entry>.ts`. */
  readonly entry: string;
  /** The events that start it, each type once. */
  readonly follows: readonly Followed[];
  readonly timeoutSeconds: number;
}

/**
 * The time a function waits for SES's response to each mail. Many times longer than SES takes: a mail whose response is lost has an unknown outcome.
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

/** The retries of a failed event, one minute and two minutes later: the most that Lambda makes. Then the event is set aside. */
export const EVENT_RETRIES = 2;

/** Everything that follows tickets through the event bus: the stack, the local desk and the tests read this table. */
export const subscribers = [
  {
    entry: 'notify',
    // Nobody gets a mail about a note or a change of fields.
    follows: [
      { type: 'ticket.created' },
      { type: 'message.added', fields: ['reply'] },
      { type: 'ticket.changed', fields: ['mail_resent', 'mail_unsent', 'reminder'] },
    ],
    timeoutSeconds: 60,
    touches: {
      agents: ['GetItem'],
      tickets: ['GetItem', 'Query', 'UpdateItem'],
      views: ['GetItem', 'Query', 'PutItem'],
      mails: ['SendEmail'],
      files: ['GetObject'],
      personal: ['PutItem'],
      replyKeys: ['GetParameter'],
    },
    reads: mailReads,
  },
] as const satisfies readonly Subscriber[];

/** Those that a desk has. */
export const subscribersOf = ({ mail }: Pick<Settings, 'mail'>): readonly Subscriber[] =>
  subscribers.filter((subscriber) => mail !== undefined || !sendsMail(subscriber));

/**
 * Returns the pattern of the rule for events that a subscriber follows, as EventBridge compares it with them.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
export const eventPattern = ({ type, fields }: Followed) => ({
  source: [eventSource],
  'detail-type': [type],
  ...(fields && { detail: { fields } }),
});
