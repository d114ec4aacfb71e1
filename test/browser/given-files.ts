import type { Page } from 'playwright-core';

/** A file as the browser is given it. */
export interface GivenFile {
  readonly name: string;
  readonly type: string;
  /** Its content: a text, or bytes in base64. */
  readonly text?: string;
  readonly base64?: string;
}

/** Pastes files into the element with the focus, or drops them on what a selector finds. `text` is formatted text beside them. */
export const giveFiles = (
  page: Page,
  how: 'paste' | 'dragenter' | 'dragleave' | 'drop',
  selector: string,
  files: readonly GivenFile[],
  text?: string,
): Promise<boolean> =>
  page.evaluate(
    ({ how, selector, files, text }) => {
      const transfer = new DataTransfer();
      for (const { name, type, text = '', base64 } of files) {
        const content = base64 === undefined ? text : Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0));
        transfer.items.add(new File([content], name, { type }));
      }
      if (text !== undefined) for (const type of ['text/plain', 'text/html']) transfer.setData(type, text);
      const init = { bubbles: true, cancelable: true };
      const event = how === 'paste' ? new ClipboardEvent(how, init) : new DragEvent(how, init);
      // Firefox leaves out the files of events that a script makes.
      Object.defineProperty(event, how === 'paste' ? 'clipboardData' : 'dataTransfer', { value: transfer });
      return document.querySelector(selector)?.dispatchEvent(event) === false;
    },
    { how, selector, files, text },
  );
