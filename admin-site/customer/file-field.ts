import { pastedFiles, takeDrops } from '#site/files/dropped-files.ts';
import { element, write } from './dom.ts';
import type { UploadedFile, Uploading, UploadList } from './files-script.ts';
import { filesText } from './messages.ts';

/**
 * The field for a message's files: a button, and a list below it, whose script is loaded with the first file. Takes files that are pasted or dropped in
 * `form`, too. Calls `onChange` after every change.
 */
export function fileField(form: HTMLElement, uploading: Uploading, onChange: () => void) {
  const chooser = element('input', { type: 'file', multiple: '', hidden: '' });
  const button = element('button', { type: 'button', part: 'button-secondary' }, filesText.attach);
  const mistake = element('p', { class: 'mistake', part: 'error', role: 'alert' });
  const rows = element('ul', { class: 'files', part: 'files' });
  let list: UploadList | undefined;
  let kept: readonly UploadedFile[] = [];
  let loading = 0;
  /** Counts the drafts: files that were added to another one don't belong to this one. */
  let drafts = 0;

  const explain = (text: string) => write(mistake, text);

  function changed() {
    // Once somebody has tried to send, what stands in the way is shown as it changes.
    explain(mistake.textContent && (list?.obstacle ?? ''));
    onChange();
  }

  async function use(act: (uploads: UploadList) => void) {
    const draft = drafts;
    loading += 1;
    const script = await uploading.files();
    loading -= 1;
    if (draft !== drafts) return;
    if (script) {
      list ??= script.uploadList(rows, uploading, changed, () => button.focus());
      act(list);
    } else {
      kept = [];
      onChange();
      explain(filesText.unavailable);
    }
  }

  function add(chosen: readonly File[]) {
    if (chosen.length === 0 || button.disabled) return;
    explain('');
    void use((uploads) => uploads.add(chosen));
  }

  button.addEventListener('click', () => chooser.click());
  chooser.addEventListener('change', () => {
    add([...(chooser.files ?? [])]);
    // Choosing the same file again is a change, too.
    chooser.value = '';
  });
  form.addEventListener('paste', (event) => {
    const pasted = pastedFiles(event.clipboardData);
    if (pasted.length > 0) event.preventDefault();
    add(pasted);
  });
  takeDrops(form, { over: (isOver) => form.classList.toggle('dropping', isOver), drop: add });

  return {
    element: element('div', { class: 'attach', part: 'attach' }, button, chooser, rows, mistake),
    /** The files for a draft. */
    get files(): readonly UploadedFile[] {
      return list?.files ?? kept;
    },
    /** Returns true if the message can be sent with its files; otherwise says why it can't. */
    check(): boolean {
      const obstacle = loading > 0 ? filesText.unfinished : (list?.obstacle ?? '');
      explain('');
      explain(obstacle);
      return obstacle === '';
    },
    /** Replaces the files by those of a draft. */
    restore(files: readonly UploadedFile[] = []) {
      explain('');
      kept = files;
      drafts += 1;
      if (list) list.restore(files);
      else if (files.length > 0) void use((uploads) => uploads.restore(kept));
    },
    /** Marks files that the desk refuses, by their places in the list. */
    refuse(places: readonly number[]) {
      if (places.length === 0) return;
      list?.refuse(places);
      explain(list?.obstacle ?? '');
    },
    freeze(isFrozen: boolean) {
      button.disabled = isFrozen;
      list?.freeze(isFrozen);
    },
  };
}
