import { replyLimit } from '#core/text/draft-limits.ts';
import { lengthOf } from '#core/text/text.ts';
import { newestFirst, ticketNumber } from '#core/ticket/ticket.ts';
import { element, write as writeText } from '#site/customer/dom.ts';
import type { Explanation } from '#site/customer/explanation.ts';
import { fileField } from '#site/customer/file-field.ts';
import type { FilesDialogue, Uploading } from '#site/customer/files-script.ts';
import { noticeText, ticketText } from '#site/customer/messages.ts';
import { noticeBox } from '#site/customer/notice-box.ts';
import { sendByEnter } from '#site/customer/send-by-enter.ts';
import type { TextParts } from './link-finder.ts';
import { linkNumbers, messageItem } from './message-item.ts';
import type { OwnMessage, OwnTicket } from './own-ticket.ts';
import type { ReplyDraft } from './reply-draft.ts';
import { statusLine } from './status-line.ts';
import { timeElement, timeText } from './time-element.ts';

interface Actions {
  back(): void;
  earlier(): void;
  written(draft: Omit<ReplyDraft, 'key'>): void;
  send(): void;
  /** Stops sending, so that the reply can be changed. */
  edit(): void;
  /** Returns the id of the customer's known ticket that starts with this. */
  find(idPrefix: string): string | undefined;
  open(id: string): void;
  /** Resolves to the link parser if a text may have links. */
  linksIn(text: string): Promise<TextParts | undefined>;
  readonly uploading: Uploading;
}

type SendingState = 'writing' | 'sending' | 'waiting';

/** One ticket: its messages, and a field for a reply. */
export function ticketPanel({ back, earlier, written, send, edit, find, open, linksIn, uploading }: Actions) {
  const backButton = button(ticketText.back, back, 'button-secondary');
  const heading = element('h2', { tabindex: '-1', part: 'heading', dir: 'auto' });
  const facts = element('p', { class: 'facts', part: 'facts' });
  const thread = element('ol', { class: 'thread', part: 'thread' });
  const messages = new Map<string, HTMLElement>();
  const more = button(ticketText.earlier, earlier, 'button-secondary');
  const notPrinted = element('p', { class: 'only-printed' }, ticketText.earlierNotPrinted);
  const field = element('textarea', { id: 'reply', part: 'field', rows: '4', dir: 'auto', placeholder: ' ' });
  const hint = element('p', { class: 'muted', part: 'hint', id: 'hint' });
  const mistake = element('p', { class: 'mistake', part: 'error', id: 'mistake', role: 'alert' });
  const sendButton = element('button', { type: 'button', class: 'primary', part: 'button' }, ticketText.send);
  const editButton = button(ticketText.edit, edit, 'button-secondary');
  const notice = noticeBox(noticeText.retrying, editButton);
  field.setAttribute('aria-describedby', 'hint mistake');
  field.addEventListener('input', () => {
    explain('');
    changed();
  });
  const form = element(
    'div',
    { class: 'form', part: 'form' },
    element('label', { for: 'reply', part: 'label' }, ticketText.reply),
    hint,
    field,
    mistake,
    notice.element,
    sendButton,
  );
  const changed = () => written({ text: field.value, files: files.files });
  const files = fileField(form, uploading, changed);
  mistake.after(files.element);
  // No `<form>`, as a frame's sandbox may forbid submitting one.
  sendButton.addEventListener('click', () => {
    const length = lengthOf(field.value);
    if (length === 0) explain(ticketText.empty);
    else if (length > replyLimit) explain(ticketText.tooLong(length - replyLimit));
    else if (files.check()) send();
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
  function showMessages(ticketId: string, all: readonly OwnMessage[]) {
    all.forEach((one, index) => {
      const view =
        messages.get(one.id) ??
        message(
          one,
          messageItem(one.body, linksIn, () => linkAll()),
          ...filesOf(one, ticketId, uploading),
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
      const { status, closesAt } = ticket;
      const closes = closesAt && Date.parse(closesAt) > Date.now() ? ticketText.closes(timeText(closesAt)) : '';
      writeText(hint, status === 'closed' ? ticketText.reopens : closes);
      hint.hidden = hint.textContent === '';
      const first = { id: ticket.id, author: 'you', body: ticket.message } as const;
      const { createdAt, attachments } = ticket;
      const all =
        ticket.earlier === undefined
          ? [{ ...first, createdAt, attachments }, ...ticket.messages].sort((a, b) => newestFirst(b, a))
          : ticket.messages;
      linkAll = () =>
        linkNumbers(thread, (idPrefix) => (ticket.id.startsWith(idPrefix) ? undefined : find(idPrefix)), open);
      showMessages(ticket.id, all);
      linkAll();
    },
    write(draft: ReplyDraft) {
      field.value = draft.text;
      files.restore(draft.files);
      explain('');
    },
    refuse: files.refuse,
    cancelUploads: () => files.restore(),
    sending(state: SendingState, explanation?: Explanation) {
      field.readOnly = state !== 'writing';
      files.freeze(state !== 'writing');
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

function message({ author, from, createdAt }: OwnMessage, ...content: readonly HTMLElement[]): HTMLElement {
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
    ...content,
  );
}

/** The list of a message's files, if it has any: only their names until the script for files is loaded. */
function filesOf({ attachments }: OwnMessage, ticketId: string, dialogue: FilesDialogue): HTMLElement[] {
  if (attachments.length === 0) return [];
  const names = attachments.map(({ name }) => element('li', {}, name));
  const list = element('ul', { class: 'files', part: 'files' }, ...names);
  void dialogue.files().then((script) => script?.showFiles(list, attachments, ticketId, dialogue));
  return [list];
}

function button(label: string, act: () => void, part: string): HTMLButtonElement {
  const made = element('button', { type: 'button', part }, label);
  made.addEventListener('click', act);
  return made;
}
