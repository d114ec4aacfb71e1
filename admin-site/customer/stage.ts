import type { Drafts } from './drafts.ts';
import type { FilesDialogue } from './files-script.ts';

/** Events that every dialogue fires on the host page. */
export type CommonEvent = 'ready' | 'error' | 'token-needed';

/** A dialogue's surroundings: where it is shown and announced, its events on the host page, and its drafts. */
export interface Stage<Event extends string> {
  readonly drafts: Drafts;
  /** Loads the script for files; resolves to undefined if it can't be loaded. */
  readonly files: FilesDialogue['files'];
  /** Replaces the current view. */
  show(view: HTMLElement): void;
  /** Returns true if the website shows the element. */
  isShown(): boolean;
  /** Returns true if the element is also scrolled into view. */
  isInView(): boolean;
  /** Returns true if the focus is inside the element. */
  hasFocus(): boolean;
  /** Announces a text to screen readers. */
  announce(text: string): void;
  /** Fires an event on the host page. Returns false if the page prevented its default. */
  emit(event: Event | CommonEvent, detail?: { readonly [name: string]: string }): boolean;
}
