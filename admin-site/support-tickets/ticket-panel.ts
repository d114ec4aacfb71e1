import { replyLimit } from '#core/text/draft-limits.ts';
import { lengthOf } from '#core/text/text.ts';
import { ticketNumber } from '#core/ticket/ticket.ts';
import { element, write as writeText } from '#site/customer/dom.ts';
import type { Explanation } from '#site/customer/explanation.ts';
import { noticeText, ticketText } from '#site/customer/messages.ts';
import { noticeBox } from '#site/customer/notice-box.ts';
import { sendByEnter } from '#site/customer/send-by-enter.ts';
import type { TextParts } from './link-finder.ts';
import { linkNumbers, messageItem } from './message-item.ts';
import type { OwnMessage, OwnTicket } from './own-ticket.ts';
import { statusLine } from './status-line.ts';
import { timeElement } from './time-element.ts';

interface Actions {
  back(): void;
  earlier(): void;
  written(text: string): void;
  send(): void;
  /** Stops sending, so that the reply can be changed. */
  edit(): void;
  /** Returns the id of the customer's known ticket that starts with this. */
  find(idPrefix: string): string | undefined;
  open(id: string): void;
  /** Resolves to the link parser if a text may have links. */
  linksIn(text: string): Promise<TextParts | undefined>;
}

type SendingState = 'writing' | 'sending' | 'waiting';

/** One ticket: its messages, and a field for a reply. */
export function ticketPanel({ back, earlier, written, send, edit, find, open, linksIn }: Actions) {
  const backButton = button(ticketText.back, back, 'button-secondary');
  const heading = element('h2', { tabindex: '-1', part: 'heading', dir: 'auto' });
  const facts = element('p', { class: 'facts', part: 'facts' });
  const thread = element('ol', { class: 'thread', part: 'thread' });
  const messages = new Map<string, HTMLElement>();
  const more = button(ticketText.earlier, earlier, 'button-secondary');
  const notPrinted = element('p', { class: 'only-printed' }, ticketText.earlierNotPrinted);
  const field = element('textarea', { id: 'reply', part: 'field', rows: '4', dir: 'auto', placeholder: ' ' });
  const reopens = element('p', { class: 'muted', part: 'hint', id: 'reopens' }, ticketText.reopens);
  const mistake = element('p', { class: 'mistake', part: 'error', id: 'mistake', role: 'alert' });
  const sendButton = element('button', { type: 'button', class: 'primary', part: 'button' }, ticketText.send);
  const editButton = button(ticketText.edit, edit, 'button-secondary');
  const notice = noticeBox(noticeText.retrying, editButton);
  field.setAttribute('aria-describedby', 'reopens mistake');
  field.addEventListener('input', () => {
    explain('');
    written(field.value);
  });
  const form = element(
    'div',
    { class: 'form', part: 'form' },
    element('label', { for: 'reply', part: 'label' }, ticketText.reply),
    reopens,
    field,
    mistake,
    notice.element,
    sendButton,
  );
  // No `<form>`, as a frame's sandbox may forbid submitting one.
  sendButton.addEventListener('click', () => {
    const length = lengthOf(field.value);
    if (length === 0) explain(ticketText.empty);
    else if (length > replyLimit) explain(ticketText.tooLong(length - replyLimit));
    else send();
  });
  sendByEnter(field, sendButton);
  function explain(text: string) {
    mistake.textContent = text;
    if (text) field.setAttribute('aria-invalid', 'true');
    else field.removeAttribute('aria-invalid');
    field.part.toggle('field-invalid', text !== '');
    if (text) field.focus();
  }
  let linkAll = () => {};
  /** Leaves messages in place that are already there, with their focus and selection. */
  function showMessages(all: readonly OwnMessage[]) {
    all.forEach((one, index) => {
      const view =
        messages.get(one.id) ??
        message(
          one,
          messageItem(one.body, linksIn, () => linkAll()),
        );
      messages.set(one.id, view);
      if (thread.children[index] !== view) thread.insertBefore(view, thread.children[index] ?? null);
    });
    while (thread.children.length > all.length) thread.lastElementChild?.remove();
  }
  return {
    element: element(
      'section',
      { class: 'ticket', part: 'ticket' },
      backButton,
      heading,
      facts,
      more,
      notPrinted,
      thread,
      form,
    ),
    show(ticket: OwnTicket) {
      writeText(heading, ticket.subject);
      facts.replaceChildren(
        statusLine(ticket.status),
        element('span', { part: 'fact' }, ticketNumber(ticket)),
        element('span', { part: 'fact' }, ticket.supportLevel),
      );
      more.hidden = notPrinted.hidden = ticket.earlier === undefined;
      reopens.hidden = ticket.status !== 'closed';
      const first = { id: ticket.id, author: 'you', body: ticket.message, createdAt: ticket.createdAt } as const;
      const all = ticket.earlier === undefined ? [first, ...ticket.messages] : ticket.messages;
      linkAll = () =>
        linkNumbers(thread, (idPrefix) => (ticket.id.startsWith(idPrefix) ? undefined : find(idPrefix)), open);
      showMessages(all);
      linkAll();
    },
    write(text: string) {
      field.value = text;
      explain('');
    },
    sending(state: SendingState, explanation?: Explanation) {
      field.readOnly = state !== 'writing';
      sendButton.disabled = state === 'sending';
      sendButton.part.toggle('button-busy', state === 'sending');
      const busy = state === 'sending' ? ticketText.sending : (explanation?.action ?? noticeText.tryNow);
      writeText(sendButton, state === 'writing' ? ticketText.send : busy);
      editButton.hidden = state === 'writing';
      notice.show(explanation);
    },
    focus: () => heading.focus(),
    /** Scrolls the newest message into view. */
    toEnd: () => thread.lastElementChild?.scrollIntoView({ block: 'nearest' }),
  };
}

function message({ author, from, createdAt }: OwnMessage, said: HTMLElement): HTMLElement {
  return element(
    'li',
    { class: `message ${author}`, part: `message message-${author}` },
    element(
      'p',
      { class: 'by', part: 'byline' },
      element('strong', { part: 'author' }, from ?? ticketText[author]),
      ' ',
      timeElement(createdAt),
    ),
    said,
  );
}

function button(label: string, act: () => void, part: string): HTMLButtonElement {
  const made = element('button', { type: 'button', part }, label);
  made.addEventListener('click', act);
  return made;
}
