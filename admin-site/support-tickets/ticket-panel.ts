import { replyLimit } from '#core/text/draft-limits.ts';
import { lengthOf } from '#core/text/text.ts';
import { ticketNumber } from '#core/ticket/ticket.ts';
import { element, write as writeText } from '#site/customer/dom.ts';
import type { Explanation } from '#site/customer/explanation.ts';
import { noticeBox } from '#site/customer/notice-box.ts';
import { sendByEnter } from '#site/customer/send-by-enter.ts';
import type { TextParts } from './link-finder.ts';
import { linkNumbers, messageItem } from './message-item.ts';
import type { OwnMessage, OwnTicket } from './own-ticket.ts';
import { statusLine } from './status-line.ts';
import { timeElement } from './time-element.ts';

interface Acts {
  back(): void;
  earlier(): void;
  written(text: string): void;
  send(): void;
  /** Stops what is being sent, to change it. */
  edit(): void;
  /** The customer's ticket whose id begins like this, if it is known. */
  find(idPrefix: string): string | undefined;
  open(id: string): void;
  /** Resolves to what finds the links in a text, if it may have any. */
  linksIn(text: string): Promise<TextParts | undefined>;
}

type SendingState = 'writing' | 'sending' | 'waiting';

/** One ticket: what was written, and a box to write in. */
export function ticketPanel({ back, earlier, written, send, edit, find, open, linksIn }: Acts) {
  const backButton = button('Your tickets', back, 'button-secondary');
  const heading = element('h2', { tabindex: '-1', part: 'heading', dir: 'auto' });
  const facts = element('p', { class: 'facts', part: 'facts' });
  const thread = element('ol', { class: 'thread', part: 'thread' });
  const messages = new Map<string, HTMLElement>();
  const more = button('Show earlier', earlier, 'button-secondary');
  const notPrinted = element('p', { class: 'only-printed' }, 'Earlier messages were not shown, and are not printed.');
  const field = element('textarea', { id: 'reply', part: 'field', rows: '4', dir: 'auto', placeholder: ' ' });
  const reopens = element(
    'p',
    { class: 'muted', part: 'hint', id: 'reopens' },
    'This ticket is closed. Your reply opens it again.',
  );
  const mistake = element('p', { class: 'mistake', part: 'error', id: 'mistake', role: 'alert' });
  const sendButton = element('button', { type: 'button', class: 'primary', part: 'button' }, 'Send reply');
  const editButton = button('Edit', edit, 'button-secondary');
  const notice = noticeBox('Trying again', editButton);
  field.setAttribute('aria-describedby', 'reopens mistake');
  field.addEventListener('input', () => {
    explain('');
    written(field.value);
  });
  const form = element(
    'div',
    { class: 'form', part: 'form' },
    element('label', { for: 'reply', part: 'label' }, 'Your reply'),
    reopens,
    field,
    mistake,
    notice.element,
    sendButton,
  );
  // No `<form>`: a frame's sandbox may forbid to submit one.
  sendButton.addEventListener('click', () => {
    const length = lengthOf(field.value);
    if (length === 0) explain('Please write something first.');
    else if (length > replyLimit) explain(`This is ${(length - replyLimit).toLocaleString('en')} characters too long.`);
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
  /** What is in its place stays as it is, with the focus or selection that it may have. */
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
      const busy = state === 'sending' ? 'Sending…' : (explanation?.action ?? 'Try now');
      writeText(sendButton, state === 'writing' ? 'Send reply' : busy);
      editButton.hidden = state === 'writing';
      notice.show(explanation);
    },
    focus: () => heading.focus(),
    /** The newest message comes into view. */
    toEnd: () => thread.lastElementChild?.scrollIntoView({ block: 'nearest' }),
  };
}

function message({ author, createdAt }: OwnMessage, said: HTMLElement): HTMLElement {
  return element(
    'li',
    { class: `message ${author}`, part: `message message-${author}` },
    element(
      'p',
      { class: 'by', part: 'byline' },
      element('strong', { part: 'author' }, author === 'you' ? 'You' : 'Support'),
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
