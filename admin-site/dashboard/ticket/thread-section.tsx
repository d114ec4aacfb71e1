import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import * as texts from '#dashboard/model/messages.ts';
import { isTaken, isUndoable, type OutgoingMessage } from '#dashboard/model/outgoing-message.ts';
import type { ThreadEntry } from '#dashboard/model/thread.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import { undoMessage } from '#dashboard/page/agent-actions.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { fileParts } from '#dashboard/parts/file-parts.ts';
import { mailParts } from '#dashboard/parts/mail-parts.ts';
import { MessageFiles } from '#dashboard/parts/message-files.tsx';
import { MessageText } from '#dashboard/parts/message-text.tsx';
import { EventLine, explicitChanges, MergedFrom } from './event-line.tsx';
import { DeliveryMark, MessageItem } from './message-item.tsx';

interface ThreadSectionProps {
  readonly ticket: Ticket;
  /** The element that scrolls. */
  readonly scroller: RefObject<HTMLElement | null>;
}

/** The conversation, oldest first: the customer's first message, then the thread. */
export function ThreadSection({ ticket, scroller }: ThreadSectionProps) {
  const desk = useDesk();
  const thread = desk.conversation.threads.value.get(ticket.id);
  const entries = thread?.entries ?? [];
  // Of what was merged into it, something may be older than its own first message.
  const older = entries.filter(({ createdAt }) => createdAt < ticket.createdAt).length;
  const outgoing = desk.outgoing.messages.value.filter(
    (one) => one.ticketId === ticket.id && !isTaken(one, entries, desk.session.agentId.value),
  );
  const [fresh, showFresh] = useFollowing(scroller, entries, outgoing.filter(isUndoable).length);
  return (
    <section class="thread" aria-label={texts.conversationRegion}>
      <ol>
        {entries.slice(0, older).map((entry) => (
          <EntryItem key={entry.id} entry={entry} ticket={ticket} />
        ))}
        <MessageItem
          side="customer"
          author={ticket.userName ?? ticket.userEmail}
          time={ticket.createdAt}
          arrival={thread?.arrival}
          of={messageOf(ticket, ticket)}
          foot={
            <DeliveryMark
              delivery={confirmationOf(thread?.confirmation)}
              onResend={() => void desk.resendMail(ticket.id, ticket.id)}
            />
          }
        >
          <MessageText class="message" text={ticket.message} />
          <MessageFiles ticketId={ticket.id} files={ticket.attachments} />
        </MessageItem>
        {thread?.earlier !== undefined && (
          <li class="entry event">
            <button class="small" type="button" onClick={() => void desk.conversation.readEarlier(ticket.id)}>
              {texts.conversationShowEarlier}
            </button>
            <span class="only-printed">{texts.conversationNotPrinted}</span>
          </li>
        )}
        {entries.slice(older).map((entry) => (
          <EntryItem key={entry.id} entry={entry} ticket={ticket} />
        ))}
        {outgoing.map((one) => (
          <OutgoingItem key={one.key} outgoing={one} />
        ))}
      </ol>
      {desk.conversation.failure.value !== undefined && (
        <p class="thread-trouble" role="alert">
          {texts.conversationNotLoaded(desk.conversation.failure.value)}{' '}
          <button class="small" type="button" onClick={() => void desk.conversation.readThread(ticket.id)}>
            {texts.tryAgain}
          </button>
        </p>
      )}
      {fresh > 0 && (
        <button class="fresh" type="button" onClick={showFresh}>
          {texts.newsMessages(fresh)}
        </button>
      )}
    </section>
  );
}

/** Returns a message's place in the API; the ticket's own has the ticket's id. */
const messageOf = (ticket: { readonly id: string }, { id }: { readonly id: string }) =>
  `support-tickets/${ticket.id}/messages/${id}`;

/** Of a confirmation only trouble is worth a line. */
const confirmationOf = <D extends { readonly state: string }>(delivery: D | null | undefined): D | null =>
  delivery && !['sent', 'sending', 'queued'].includes(delivery.state) ? delivery : null;

function EntryItem({ entry, ticket }: { readonly entry: ThreadEntry; readonly ticket: Ticket }) {
  const desk = useDesk();
  const { kind, author, createdAt, message } = entry;
  const mail = mailParts.value;
  if (!message) return <EventLine entry={entry} />;
  const of = messageOf(ticket, entry);
  if (mail && kind === 'mail_automatic') return <mail.AutomaticMail entry={entry} ticketId={ticket.id} of={of} />;
  if (mail && kind === 'mail_unsent') return <mail.UnsentMail entry={entry} ticketId={ticket.id} of={of} />;
  const side = kind === 'note' || kind === 'mail_unsent' ? 'note' : author.type === 'agent' ? 'agent' : 'customer';
  const name = author.type === 'agent' ? author.name : (ticket.userName ?? ticket.userEmail);
  return (
    <>
      {entry.subject !== undefined && <MergedFrom id={entry.id} subject={entry.subject} />}
      <MessageItem
        side={side}
        author={name}
        time={createdAt}
        arrival={message}
        of={messageOf(ticket, entry)}
        foot={<DeliveryMark delivery={message.delivery} onResend={() => void desk.resendMail(ticket.id, entry.id)} />}
        {...(kind === 'note' && { label: texts.conversationLabels.note })}
      >
        <MessageText class="said" text={message.body} />
        <MessageFiles ticketId={ticket.id} files={message.attachments} />
      </MessageItem>
      {explicitChanges(entry).length > 0 && <EventLine entry={entry} />}
    </>
  );
}

/** Returns a message's state on its way to the desk, in words. */
function stateOf({ sending, elsewhere, trouble }: OutgoingMessage): string {
  if (trouble !== undefined) return texts.outgoingRetrying(trouble);
  if (sending) return texts.outgoingSending;
  return elsewhere ? texts.outgoingElsewhere : texts.outgoingWaiting;
}

/** A message that the desk has not accepted yet. */
function OutgoingItem({ outgoing }: { readonly outgoing: OutgoingMessage }) {
  const desk = useDesk();
  const { key, kind, body, attachments } = outgoing;
  return (
    <MessageItem
      side={kind === 'note' ? 'note' : 'agent'}
      author={desk.session.agent.value?.name ?? texts.you}
      label={texts.conversationLabels[kind]}
      foot={
        <p class="delivery">
          {stateOf(outgoing)}{' '}
          {isUndoable(outgoing) && (
            <button class="small" type="button" onClick={() => undoMessage(desk, key)}>
              {texts.undo}
            </button>
          )}
          {outgoing.trouble !== undefined && (
            <button class="small" type="button" onClick={() => desk.outgoing.giveUp(key)}>
              {texts.outgoingStop}
            </button>
          )}
        </p>
      }
    >
      <MessageText class="said" text={body} />
      <MessageFiles files={attachments} />
    </MessageItem>
  );
}

const NEAR_THE_END = 80;

/** Keeps the newest in view for who looks at the end; others keep their place, and are told how many messages are new. */
function useFollowing(
  scroller: RefObject<HTMLElement | null>,
  entries: readonly ThreadEntry[],
  outgoing: number,
): [fresh: number, show: () => void] {
  const messages = entries.filter(({ kind, message }) => message && !kind.startsWith('mail')).length;
  const seen = useRef<{ messages: number; outgoing: number; height: number } | undefined>(undefined);
  const [fresh, setFresh] = useState(0);
  const toEnd = () => {
    const element = scroller.current;
    if (element) element.scrollTop = element.scrollHeight;
    setFresh(0);
  };
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const before = seen.current;
    const wasAtEnd = !before || element.scrollTop + element.clientHeight >= before.height - NEAR_THE_END;
    seen.current = { messages, outgoing, height: element.scrollHeight };
    if (entries.length === 0 && outgoing === 0) {
      seen.current = undefined;
      return;
    }
    if (wasAtEnd || outgoing > (before?.outgoing ?? 0)) toEnd();
    else if (messages > before.messages) setFresh(fresh + messages - before.messages);
    // Files make it higher once their views are loaded.
  }, [messages, outgoing, entries.length, fileParts.value]);
  return [fresh, toEnd];
}
