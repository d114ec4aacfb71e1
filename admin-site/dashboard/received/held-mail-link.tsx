import { formatNumber } from '#dashboard/model/locale.ts';
import * as texts from '#dashboard/model/messages.ts';
import { HELD_MAIL_QUERY } from '#dashboard/model/place.ts';
import { focusSoon, HELD_MAIL_HEADING } from '#dashboard/page/focus.ts';
import { isKeyClick } from '#dashboard/page/key-click.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { isPlainClick } from '#dashboard/parts/plain-click.ts';
import { heldMailsOf } from './held-mails-of.ts';
import { HeldMailIcon } from './icons.tsx';

/** Leads to held mail and counts it: on a desk that receives mail, and wherever some is held. */
export function HeldMailLink() {
  const desk = useDesk();
  const { count, hasMore } = heldMailsOf(desk);
  const isHere = desk.heldMail.value;
  if (!desk.session.inboundDomain.value && !count.value && !isHere) return null;
  const show = (event: MouseEvent) => {
    if (!isPlainClick(event)) return;
    event.preventDefault();
    desk.showHeldMail();
    if (isKeyClick(event)) focusSoon(HELD_MAIL_HEADING);
  };
  return (
    <a href={HELD_MAIL_QUERY} aria-current={isHere ? 'page' : undefined} onClick={show}>
      <HeldMailIcon />
      <span class="name">{texts.heldMail}</span>
      <span class="count">
        {count.value === undefined ? '–' : formatNumber(count.value)}
        {hasMore.value && '+'}
      </span>
    </a>
  );
}
