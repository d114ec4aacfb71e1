import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import * as texts from '#dashboard/model/messages.ts';
import { HELD_MAIL_QUERY } from '#dashboard/model/place.ts';
import { focusOn, HELD_MAIL_HEADING } from '#dashboard/page/focus.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { InboxIcon } from '#dashboard/parts/icons.tsx';
import { ListSkeleton } from '#dashboard/parts/skeletons.tsx';
import { useReplaced } from '#dashboard/parts/use-replaced.ts';
import css from './held-mail.css';
import { HeldMailItem } from './held-mail-item.tsx';
import { HeldMailKeys } from './held-mail-keys.tsx';
import { heldMailsOf } from './held-mails-of.ts';
import { listenToKeys } from './keys.ts';
import * as words from './page-messages.ts';

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets.push(sheet);

const LINK = `[href='${HELD_MAIL_QUERY}']`;

/** Mail that waits for an agent: they accept it or delete it. */
export function HeldMailPage() {
  const desk = useDesk();
  const held = heldMailsOf(desk);
  const list = useRef<HTMLOListElement>(null);
  const mails = held.shown.value;
  const unread = held.unread.value;
  useEffect(() => held.open(), [held]);
  useLayoutEffect(() => listenToKeys(), []);
  useLayoutEffect(() => {
    // Where the link that led here moves the focus, if it was too early to do so itself.
    if (document.activeElement?.matches(LINK)) focusOn(HELD_MAIL_HEADING);
  }, []);
  useReplaced(list, `${mails?.map(({ id }) => id)}`);
  return (
    <section
      class="held page-pane scroller"
      aria-labelledby={HELD_MAIL_HEADING}
      aria-busy={!mails && unread === undefined}
    >
      <div class="held-page">
        <h2 id={HELD_MAIL_HEADING} tabIndex={-1}>
          {texts.heldMail}
        </h2>
        {unread !== undefined && (
          <p class="mistake" role="alert">
            {words.notLoaded(desk.session.trouble.value?.kind === 'offline' ? texts.offline : unread)}{' '}
            <button class="small" type="button" onClick={() => void held.read()}>
              {texts.tryAgain}
            </button>
          </p>
        )}
        {held.waiting.value > 0 && (
          <button class="waiting" type="button" onClick={held.showAll}>
            {words.showNew(held.waiting.value)}
          </button>
        )}
        {mails && mails.length > 0 && (
          <>
            <p class="hint">{words.hint}</p>
            <HeldMailKeys className="for-keys" />
            <ol ref={list}>
              {mails.map((mail) => (
                <HeldMailItem key={mail.id} mail={mail} held={held} />
              ))}
            </ol>
          </>
        )}
        {mails?.length === 0 && !held.hasMore.value && <None />}
        {!mails && unread === undefined && <ListSkeleton />}
        {held.hasMore.value && (
          <button class="more" type="button" onClick={() => void held.loadMore()}>
            {texts.listLoadMore}
          </button>
        )}
      </div>
    </section>
  );
}

const None = () => (
  <div class="empty">
    <InboxIcon />
    <h3>{words.none}</h3>
    <p>{words.noneText}</p>
  </div>
);
