import type { Customer, Mistakes } from '#site/customer/answer.ts';
import { element, write } from '#site/customer/dom.ts';
import type { Explanation } from '#site/customer/explanation.ts';
import { fileField } from '#site/customer/file-field.ts';
import type { Uploading } from '#site/customer/files-script.ts';
import { formText, noticeText } from '#site/customer/messages.ts';
import { noticeBox } from '#site/customer/notice-box.ts';
import { sendByEnter } from '#site/customer/send-by-enter.ts';
import type { Draft } from './draft.ts';
import { formField } from './form-field.ts';
import { ticketsAreHere, whoIsWriting } from './reply-place.ts';

/** The form's state: open for writing, sending, or waiting to retry. The text can be changed only while writing. */
export type Activity = 'writing' | 'sending' | 'waiting';

export interface FormEvents {
  changed(): void;
  /** The main button or Enter: sends, or retries now instead of waiting. */
  submitted(): void;
  /** Returns to writing instead of waiting. */
  edit(): void;
  readonly uploading: Uploading;
}

/** The form: who is writing, subject, message, a notice, and the buttons. */
export function formPanel(events: FormEvents) {
  const writer = element('span');
  const level = element('span', { class: 'level', part: 'level' });
  const subject = formField(
    'subject',
    formText.subject,
    element('input', { type: 'text', autocomplete: 'off', enterkeyhint: 'send' }),
  );
  const message = formField('message', formText.message, element('textarea', { rows: '8' }));
  const notice = noticeBox(noticeText.retrying);
  const send = element('button', { type: 'button', class: 'primary', part: 'button' });
  const edit = element('button', { type: 'button', part: 'button-secondary' }, formText.edit);
  const form = element(
    'div',
    { role: 'form', class: 'form', part: 'form', 'aria-label': formText.name },
    element('p', { class: 'identity', part: 'identity' }, writer),
    subject.element,
    message.element,
    notice.element,
    element('div', { class: 'actions', part: 'actions' }, send, edit, level),
  );

  const files = fileField(form, events.uploading, events.changed);
  message.element.after(files.element);

  form.addEventListener('input', events.changed);
  edit.addEventListener('click', () => {
    events.edit();
    message.control.focus();
  });
  // No `<form>`, as a frame's sandbox may forbid submitting one.
  send.addEventListener('click', events.submitted);
  sendByEnter(subject.control, send);
  sendByEnter(message.control, send);

  return {
    element: form,
    identify(customer: Customer) {
      const [before, after] = whoIsWriting(customer, ticketsAreHere());
      writer.replaceChildren(before, element('strong', {}, customer.email), after);
      write(level, customer.supportLevel);
    },
    fill(draft: Draft) {
      subject.fill(draft.subject);
      message.fill(draft.message);
      files.restore(draft.files);
    },
    read: () => ({ subject: subject.control.value, message: message.control.value, files: files.files }),
    hasFiles: () => files.check(),
    refuse: files.refuse,
    cancelUploads: () => files.restore(),
    focus: () => subject.control.focus(),
    /** Shows each mistake next to its field and focuses the first. */
    explain(mistakes: Mistakes) {
      subject.explain(mistakes.subject);
      message.explain(mistakes.message);
      if (mistakes.subject) subject.control.focus();
      else if (mistakes.message) message.control.focus();
    },
    show(activity: Activity, explanation?: Explanation) {
      write(send, explanation?.action ?? (activity === 'sending' ? formText.sending : formText.send));
      // A disabled button would lose the focus.
      send.setAttribute('aria-disabled', String(activity === 'sending'));
      send.part.toggle('button-busy', activity === 'sending');
      edit.hidden = activity !== 'waiting';
      files.freeze(activity !== 'writing');
      subject.control.readOnly = message.control.readOnly = activity !== 'writing';
      notice.show(explanation);
    },
  };
}
