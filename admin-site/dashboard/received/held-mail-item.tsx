import { useEffect, useRef } from 'preact/hooks';
import type { HeldMails } from '#dashboard/desk/held-mail.ts';
import type { HeldMail } from '#dashboard/model/held-mail.ts';
import { visible } from '#dashboard/model/text.ts';
import { MessageText } from '#dashboard/parts/message-text.tsx';
import { RelativeTime } from '#dashboard/parts/relative-time.tsx';
import { dayOf } from './day-of.ts';
import { HeldMailActions } from './held-mail-actions.tsx';
import { heldMailId } from './keys.ts';
import { MailRest, VerifiedMark } from './mail-marks.tsx';
import { automaticKinds } from './messages.ts';
import * as words from './page-messages.ts';

/** One mail, why it is held, and what an agent can do with it. */
export function HeldMailItem({ mail, held }: { readonly mail: HeldMail; readonly held: HeldMails }) {
  const item = useRef<HTMLElement>(null);
  const heading = `${heldMailId(mail.id)}-subject`;
  const isNext = held.goOnWith.value === mail.id;
  // After whatever else moves the focus when an element is gone.
  useEffect(() => {
    if (!isNext) return;
    item.current?.focus({ preventScroll: true });
    item.current?.scrollIntoView({ block: 'nearest' });
    held.goOnWith.value = undefined;
  }, [isNext, held]);
  const isDangerous = mail.reason === 'spam' || mail.reason === 'virus';
  return (
    <li>
      <article class="held-mail" id={heldMailId(mail.id)} ref={item} tabIndex={-1} aria-labelledby={heading}>
        <h3 id={heading} dir="auto" translate>
          {visible(mail.subject) || words.noSubject}
        </h3>
        <p class="held-from">
          {mail.name !== null && <bdi class="author">{visible(mail.name)}</bdi>}
          <bdi class={mail.name === null ? 'author' : undefined}>
            {mail.from === null ? words.noSender : visible(mail.from)}
          </bdi>
          {mail.from !== null && <VerifiedMark isVerified={mail.isVerified} />}
          {mail.automatic && <span>{automaticKinds[mail.automatic]}</span>}
          <RelativeTime time={mail.receivedAt} />
        </p>
        <p class="held-reason">
          {words.reasons[mail.reason]} <span class="hint">{words.deletedOn(dayOf(mail.expiresAt))}.</span>
        </p>
        {isDangerous ? (
          <details class="quoted">
            <summary>{words.showMessage}</summary>
            <Message mail={mail} />
          </details>
        ) : (
          <Message mail={mail} />
        )}
        <HeldMailActions mail={mail} held={held} />
      </article>
    </li>
  );
}

const Message = ({ mail }: { readonly mail: HeldMail }) => (
  <div class="held-text">
    {mail.text !== '' && <MessageText class="said" text={mail.text} />}
    <MailRest email={mail} of={`held-mail/${mail.id}`} />
  </div>
);
