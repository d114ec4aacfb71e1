import * as texts from '#dashboard/model/messages.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import { exactTime, instant, machineTime, spanInShort } from '#dashboard/model/time.ts';
import { useDesk } from './desk-context.ts';

/** The time left until something is due, or since then, kept up to date; the exact time on hover. Nothing if nothing is due. */
export function Due({ ticket: { dueAt } }: { readonly ticket: Ticket }) {
  const now = useDesk().session.now.value;
  if (!dueAt) return null;
  const left = instant(dueAt) - now;
  return (
    <time class={left < 0 ? 'due late' : 'due'} dateTime={machineTime(dueAt)} title={exactTime(dueAt)}>
      {(left < 0 ? texts.late : texts.dueIn)(spanInShort(Math.abs(left)))}
    </time>
  );
}
