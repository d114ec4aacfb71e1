import type { Drafts } from './drafts.ts';

/** What every dialogue tells the host page. */
export type CommonEvent = 'ready' | 'error' | 'token-needed';

/** Where a dialogue is seen and heard, what it may tell the host page, and where it keeps what is not sent yet. */
export interface Stage<Event extends string> {
  readonly drafts: Drafts;
  /** Puts a view in the place of the one before. */
  show(view: HTMLElement): void;
  /** Whether the website shows the element. */
  isShown(): boolean;
  /** Whether what is shown is before the customer's eyes. */
  isInView(): boolean;
  /** Whether the focus is in what is shown. */
  hasFocus(): boolean;
  /** Says something to a screen reader. */
  announce(text: string): void;
  /** Tells the host page; false if it prevented what would follow. */
  emit(event: Event | CommonEvent, detail?: { readonly [name: string]: string }): boolean;
}
