import { useRef } from 'preact/hooks';
import * as texts from '#dashboard/model/messages.ts';
import { replyLink, visible } from '#dashboard/model/text.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import { withKey } from '#dashboard/page/actions.ts';
import { leaveTicket } from '#dashboard/page/agent-actions.ts';
import { TICKET_HEADING } from '#dashboard/page/focus.ts';
import { scrollerOf } from '#dashboard/page/scrolling.ts';
import { CopyButton } from '#dashboard/parts/copy-button.tsx';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { Due } from '#dashboard/parts/due.tsx';
import { BackIcon, MailIcon, StatusMark } from '#dashboard/parts/icons.tsx';
import { KeyList } from '#dashboard/parts/key-list.tsx';
import { RelativeTime } from '#dashboard/parts/relative-time.tsx';
import { TicketSkeleton } from '#dashboard/parts/skeletons.tsx';
import { useReplaced } from '#dashboard/parts/use-replaced.ts';
import { Composer } from './composer.tsx';
import { ContactNotice } from './contact.tsx';
import { FieldButtons } from './field-buttons.tsx';
import { Snapshot } from './snapshot.tsx';
import { StatusButtons } from './status-buttons.tsx';
import { ThreadSection } from './thread-section.tsx';

/** The reading pane: one ticket, whole, with what was known of its customer. */
export function TicketPane() {
  const desk = useDesk();
  const id = desk.conversation.selectedId.value;
  const ticket = desk.conversation.selected.value;
  const pane = useRef<HTMLElement>(null);
  useReplaced(pane, `${id} ${ticket?.status === 'closed'}`);
  if (id === undefined) return <NoTicket />;
  return (
    <article class="ticket" ref={pane} aria-labelledby={TICKET_HEADING}>
      <div class="toolbar">
        <button class="quiet back" type="button" title={withKey('back')} onClick={() => leaveTicket(desk)}>
          <BackIcon /> <span>{texts.ticketBack}</span>
        </button>
        {ticket && <StatusMark status={ticket.status} />}
        {ticket && texts.waitingFor[ticket.status] && <span class="waiting">{texts.waitingFor[ticket.status]}</span>}
        {ticket && <Due ticket={ticket} />}
        {ticket && <FieldButtons ticket={ticket} />}
      </div>
      {ticket && <StatusButtons ticket={ticket} />}
      {ticket ? (
        <Letter key={id} ticket={ticket} />
      ) : desk.conversation.missingId.value === id ? (
        <Missing />
      ) : (
        <Loading />
      )}
      {ticket && <Composer key={id} ticket={ticket} />}
    </article>
  );
}

function Letter({ ticket }: { readonly ticket: Ticket }) {
  const contact = useDesk().conversation.threads.value.get(ticket.id)?.contact;
  const letter = useRef<HTMLDivElement>(null);
  const scroller = {
    get current() {
      return scrollerOf(letter.current);
    },
  };
  return (
    <div class="scroller letter" ref={letter}>
      <div class="head">
        <h2 id={TICKET_HEADING} tabIndex={-1} dir="auto" translate>
          {visible(ticket.subject)}
        </h2>
        <p class="byline">
          <bdi class="email">{visible(ticket.userEmail)}</bdi>
          <CopyButton value={ticket.userEmail} what={texts.copyEmail} />
          <a class="button small" href={replyLink(ticket, contact?.email)}>
            <MailIcon /> {texts.ticketReplyByEmail}
          </a>
          <RelativeTime time={ticket.createdAt} />
          {ticket.mailProblem && !contact?.suppressed && (
            <span class="mail-problem">{texts.mailProblems[ticket.mailProblem]}</span>
          )}
        </p>
        <ContactNotice ticket={ticket} />
      </div>
      <Snapshot ticket={ticket} />
      <ThreadSection ticket={ticket} scroller={scroller} />
    </div>
  );
}

const Loading = () => (
  <div class="scroller">
    <h2 id={TICKET_HEADING} tabIndex={-1} class="visually-hidden">
      {texts.ticketRegion}
    </h2>
    <TicketSkeleton />
  </div>
);

const Missing = () => (
  <div class="empty">
    <h2 id={TICKET_HEADING} tabIndex={-1}>
      {texts.ticketMissing}
    </h2>
    <p>{texts.ticketMissingText}</p>
  </div>
);

const hints = ['next', 'previous', 'open', 'close', 'search', 'help'] as const;

const NoTicket = () => (
  <section class="ticket no-ticket" aria-label={texts.ticketRegion}>
    <div class="empty">
      <h2>{texts.ticketNone}</h2>
      <KeyList actions={hints} className="for-keys" />
    </div>
  </section>
);
