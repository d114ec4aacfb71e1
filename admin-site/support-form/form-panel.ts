import type { Customer, Mistakes } from '#site/customer/answer.ts';
import { element, write } from '#site/customer/dom.ts';
import type { Explanation } from '#site/customer/explanation.ts';
import { noticeBox } from '#site/customer/notice-box.ts';
import { sendByEnter } from '#site/customer/send-by-enter.ts';
import type { Draft } from './draft.ts';
import { formField } from './form-field.ts';
import { ticketsAreHere, whoIsWriting } from './reply-place.ts';

/** What the form is doing: open for writing, sending, or waiting to send. While it is busy the text cannot change. */
export type Activity = 'writing' | 'sending' | 'waiting';

export interface FormEvents {
  changed(): void;
  /** The main button or Enter: send, or send now instead of waiting. */
  submitted(): void;
  /** Back to writing, instead of waiting. */
  edit(): void;
}

/** The form itself: who writes, subject, message, what stands in the way, and the buttons. */
export function formPanel(events: FormEvents) {
  const writer = element('span');
  const level = element('span', { class: 'level', part: 'level' });
  const subject = formField(
    'subject',
    'Subject',
    element('input', { type: 'text', autocomplete: 'off', enterkeyhint: 'send' }),
  );
  const message = formField('message', 'Message', element('textarea', { rows: '8' }));
  const notice = noticeBox('Trying again');
  const send = element('button', { type: 'button', class: 'primary', part: 'button' });
  const edit = element('button', { type: 'button', part: 'button-secondary' }, 'Edit message');
  const form = element(
    'div',
    { role: 'form', class: 'form', part: 'form', 'aria-label': 'Contact support' },
    element('p', { class: 'identity', part: 'identity' }, writer),
    subject.element,
    message.element,
    notice.element,
    element('div', { class: 'actions', part: 'actions' }, send, edit, level),
  );

  form.addEventListener('input', events.changed);
  edit.addEventListener('click', () => {
    events.edit();
    message.control.focus();
  });
  // No `<form>`: a frame's sandbox may forbid to submit one.
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
    },
    read: () => ({ subject: subject.control.value, message: message.control.value }),
    focus: () => subject.control.focus(),
    /** Shows mistakes at their fields and puts the focus on the first. */
    explain(mistakes: Mistakes) {
      subject.explain(mistakes.subject);
      message.explain(mistakes.message);
      if (mistakes.subject) subject.control.focus();
      else if (mistakes.message) message.control.focus();
    },
    show(activity: Activity, explanation?: Explanation) {
      write(send, explanation?.action ?? (activity === 'sending' ? 'Sending…' : 'Send message'));
      // A disabled button would drop the focus.
      send.setAttribute('aria-disabled', String(activity === 'sending'));
      send.part.toggle('button-busy', activity === 'sending');
      edit.hidden = activity !== 'waiting';
      subject.control.readOnly = message.control.readOnly = activity !== 'writing';
      notice.show(explanation);
    },
  };
}
