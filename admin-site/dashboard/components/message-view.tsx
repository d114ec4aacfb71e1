import type { ComponentChildren } from 'preact';
import type { Delivery } from '../../../functions/core/thread.ts';
import { visible } from '../text.ts';
import { RelativeTime } from './relative-time.tsx';

interface MessageViewProps {
  /** How it looks: the customer's on the left, ours on the right, a note across. */
  readonly side: 'customer' | 'agent' | 'note';
  readonly author: string;
  readonly label?: string;
  readonly time?: string;
  readonly children: ComponentChildren;
  readonly foot?: ComponentChildren;
}

/** One message of a thread. */
export const MessageView = ({ side, author, label, time, children, foot }: MessageViewProps) => (
  <li class={`entry ${side}`}>
    <p class="entry-head">
      <bdi class="author">{visible(author)}</bdi>
      {label && <span class="entry-label">{label}</span>}
      {time && <RelativeTime time={time} />}
    </p>
    {children}
    {foot}
  </li>
);

const troubles = {
  failed: 'Not delivered',
  bounced: 'Not delivered',
  complained: 'Called spam by the customer',
  suppressed: 'Not mailed',
} as const;

/** What became of a mail, in words; nothing where there is none. */
export function DeliveryMark({ delivery }: { readonly delivery: Delivery | null }) {
  if (!delivery) return null;
  const { state, detail } = delivery;
  if (state === 'sending') return <p class="delivery">Mail on its way…</p>;
  if (state === 'sent') return <p class="delivery">Mailed</p>;
  return (
    <p class="delivery trouble">
      {troubles[state]}
      {detail !== undefined && <span class="reason"> {visible(detail)}</span>}
    </p>
  );
}
