import type { ComponentChildren } from 'preact';
import { type Delivery, isResendable } from '#core/mail/delivery.ts';
import * as texts from '#dashboard/model/messages.ts';
import { visible } from '#dashboard/model/text.ts';
import type { Arrival } from '#dashboard/model/thread.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { mailParts } from '#dashboard/parts/mail-parts.ts';
import { RelativeTime } from '#dashboard/parts/relative-time.tsx';

interface MessageViewProps {
  /** Its appearance: the customer's on the left, ours on the right, a note across. */
  readonly side: 'customer' | 'agent' | 'note';
  readonly author: string;
  readonly label?: string;
  readonly time?: string;
  readonly arrival?: Arrival | undefined;
  /** The message's place in the API, once it has one. */
  readonly of?: string;
  readonly children: ComponentChildren;
  readonly foot?: ComponentChildren;
}

/** One message of a thread. */
export function MessageItem({ side, author, label, time, arrival, of = '', children, foot }: MessageViewProps) {
  const mail = mailParts.value;
  const email = arrival?.email;
  return (
    <li class={`entry ${side}`}>
      <p class="entry-head">
        <bdi class="author">{visible(author)}</bdi>
        {label && <span class="entry-label">{label}</span>}
        {time && <RelativeTime time={time} />}
        {mail && email && <mail.MailMarks channel={arrival.channel} email={email} />}
      </p>
      {children}
      {mail && email && <mail.MailRest email={email} of={of} />}
      {foot}
    </li>
  );
}

interface DeliveryMarkProps {
  readonly delivery: Delivery | null;
  /** Has the mail sent again; absent where it can't be. */
  readonly onResend?: () => void;
}

/** The outcome of a mail, in words; nothing if there is none. */
export function DeliveryMark({ delivery, onResend }: DeliveryMarkProps) {
  const desk = useDesk();
  if (!delivery) return null;
  const { state, detail, remark } = delivery;
  // An attempt has failed already.
  if (state === 'queued' && detail !== undefined) return <p class="delivery">{texts.deliveryWaiting}</p>;
  if (state === 'queued' || state === 'sending') return <p class="delivery">{texts.deliverySending}</p>;
  if (state === 'sent') {
    return (
      <p class="delivery">
        {texts.deliverySent}
        {remark !== undefined && <span class="reason">{texts.deliveryRemark(visible(remark))}</span>}
      </p>
    );
  }
  return (
    <p class="delivery trouble">
      {texts.deliveryTroubles[state]}
      {detail !== undefined && <span class="reason">: {visible(detail)}</span>}
      {onResend && desk.session.mailSender.value && isResendable(delivery) && (
        <>
          {' '}
          <button class="small" type="button" onClick={onResend}>
            {texts.deliveryResend}
          </button>
        </>
      )}
    </p>
  );
}
