import { element, write } from '#site/customer/dom.ts';
import { uploadText } from '#site/customer/messages.ts';
import { fileSize } from '#site/files/file-size.ts';
import type { Upload } from '#site/files/upload-job.ts';

/** Returns the reason why a file isn't uploaded, as a sentence; empty if nothing went wrong. */
export function reasonOf({ problem, isRetryable }: Upload): string {
  if (!problem) return '';
  if (problem.detail) return problem.detail;
  return problem.reason === 'expired' && isRetryable ? uploadText.upload_again : uploadText[problem.reason];
}

/** One file of a message that is being written: its name, size and progress, or what went wrong, and its buttons. */
export function uploadRow({ name, size }: Upload, { remove, retry }: { remove(): void; retry(): void }) {
  const progress = element('progress', { part: 'file-progress', 'aria-label': uploadText.progress(name) });
  const fact = element('span', { class: 'file-size', part: 'file-size' });
  const mistake = element('p', { class: 'mistake', part: 'error' });
  const retryButton = button(uploadText.retry, uploadText.retryOf(name), retry);
  const removeButton = button(uploadText.remove, uploadText.removeOf(name), remove);
  retryButton.addEventListener('click', () => removeButton.focus());
  return {
    element: element(
      'li',
      { class: 'upload', part: 'upload' },
      element(
        'div',
        { class: 'about' },
        element('span', { class: 'file-name', part: 'file-name', dir: 'auto', translate: 'no' }, name),
        fact,
        progress,
        mistake,
      ),
      element('div', {}, retryButton, ' ', removeButton),
    ),
    show(upload: Upload, isFrozen: boolean) {
      const { state } = upload;
      const isPending = state === 'waiting' || state === 'uploading';
      progress.hidden = !isPending;
      progress.value = upload.progress;
      write(fact, fileSize(size, 'en'));
      write(mistake, reasonOf(upload));
      write(removeButton, isPending ? uploadText.cancel : uploadText.remove);
      removeButton.setAttribute('aria-label', isPending ? uploadText.cancelOf(name) : uploadText.removeOf(name));
      retryButton.hidden = isFrozen || !upload.isRetryable;
      removeButton.hidden = isFrozen;
    },
    focus: () => removeButton.focus(),
  };
}

function button(label: string, name: string, act: () => void): HTMLButtonElement {
  const made = element('button', { type: 'button', part: 'button-secondary', 'aria-label': name }, label);
  made.addEventListener('click', act);
  return made;
}
