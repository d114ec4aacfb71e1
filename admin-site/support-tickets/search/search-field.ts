import { element, write } from '#site/customer/dom.ts';
import type { Explanation } from '#site/customer/explanation.ts';
import { noticeText, searchText } from '#site/customer/messages.ts';
import { noticeBox } from '#site/customer/notice-box.ts';

interface Actions {
  /** Called after each change. */
  typed(): void;
  /** Called by Enter. */
  submit(): void;
  tryNow(): void;
}

/** The field of a search, which fills `place`, with its state and what stands in its way. */
export function searchField(place: HTMLElement, { typed, submit, tryNow }: Actions) {
  const field = element('input', {
    type: 'search',
    part: 'field',
    dir: 'auto',
    placeholder: searchText.label,
    'aria-label': searchText.label,
    'aria-describedby': 'search-mistake',
    autocomplete: 'off',
    enterkeyhint: 'search',
  });
  const mistake = element('p', { class: 'mistake', part: 'error', id: 'search-mistake', role: 'alert' });
  // It may begin with a number, which a page from right to left would show at its end.
  const words = element('bdi');
  const state = element('p', { class: 'muted', part: 'hint', hidden: '' }, words);
  const tryNowButton = element('button', { type: 'button', part: 'button-secondary' });
  const notice = noticeBox(noticeText.retrying, tryNowButton);
  tryNowButton.addEventListener('click', tryNow);
  field.addEventListener('input', typed);
  field.addEventListener('keydown', (event) => {
    const clears = event.key === 'Escape' && field.value !== '';
    if (!clears && event.key !== 'Enter') return;
    event.preventDefault();
    // The website's dialog stays open.
    if (clears) event.stopPropagation();
    if (clears) clear();
    else submit();
  });
  function clear() {
    field.value = '';
    field.focus();
    typed();
  }
  function explain(explanation: Explanation | undefined) {
    notice.show(explanation);
    tryNowButton.hidden = !explanation?.action;
    write(tryNowButton, explanation?.action ?? '');
  }
  explain(undefined);
  place.append(field, mistake, state, notice.element);
  return {
    get text() {
      return field.value;
    },
    clear,
    explain,
    /** Shows a text below the field. */
    report(text: string) {
      state.hidden = text === '';
      write(words, text);
    },
    /** Shows the mistake in what is typed; none if it is empty. */
    refuse(text: string) {
      write(mistake, text);
      field.part.toggle('field-invalid', text !== '');
      if (text) field.setAttribute('aria-invalid', 'true');
      else field.removeAttribute('aria-invalid');
    },
  };
}
