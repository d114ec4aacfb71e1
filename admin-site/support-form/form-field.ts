import { draftLimits } from '#core/text/draft-limits.ts';
import { lengthOf } from '#core/text/text.ts';
import type { FieldName } from '#site/customer/answer.ts';
import { element } from '#site/customer/dom.ts';
import { formText } from '#site/customer/messages.ts';

/** A labelled text field with a live character count and room for an error. */
export function formField(name: FieldName, label: string, control: HTMLInputElement | HTMLTextAreaElement) {
  const counter = element('span', {
    id: `${name}-count`,
    class: 'counter',
    part: 'counter',
    dir: 'ltr',
    translate: 'no',
  });
  const mistake = element('span', { id: `${name}-mistake`, class: 'mistake', part: 'error' });
  const attributes = {
    id: name,
    name,
    part: 'field',
    dir: 'auto',
    placeholder: ' ',
    required: '',
    'aria-describedby': `${mistake.id} ${counter.id}`,
  };
  for (const [attribute, value] of Object.entries(attributes)) control.setAttribute(attribute, value);

  function count() {
    const length = lengthOf(control.value);
    counter.textContent = formText.length(length, draftLimits[name]);
    counter.part.toggle('counter-over', length > draftLimits[name]);
  }

  function explain(text: string | undefined) {
    mistake.textContent = text ? formText.mistake(label, text) : '';
    control.setAttribute('aria-invalid', String(Boolean(text)));
    control.part.toggle('field-invalid', Boolean(text));
  }

  control.addEventListener('input', () => {
    count();
    explain(undefined);
  });
  return {
    control,
    explain,
    fill(text: string) {
      control.value = text;
      count();
      explain(undefined);
    },
    element: element(
      'div',
      { class: 'field', part: 'field-group' },
      element('label', { for: name, part: 'label' }, label),
      control,
      element('div', { class: 'below' }, mistake, counter),
    ),
  };
}
