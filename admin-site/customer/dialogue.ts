import type { Drafts } from './drafts.ts';
import type { Tokens } from './tokens.ts';
import type { Explanation } from './words.ts';
import { Work } from './work.ts';

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

/** One customer and the desk. Nothing of it is for another customer. */
export abstract class Dialogue<Event extends string> {
  protected readonly tokens: Tokens;
  protected readonly stage: Stage<Event>;
  readonly #works: Work<Event>[] = [];

  constructor(tokens: Tokens, stage: Stage<Event>) {
    this.tokens = tokens;
    this.stage = stage;
  }

  /** There may be another token, or news: asks the desk again. */
  abstract refresh(): void;

  /** Cuts pauses short. */
  skip(): void {
    for (const work of this.#works) work.skip();
  }

  /** Stops what is under way. */
  end(): void {
    for (const work of this.#works) work.end();
  }

  /** Work that neither waits for other work nor stops it. */
  protected work(): Work<Event> {
    const work = new Work(this.tokens, this.stage);
    this.#works.push(work);
    return work;
  }

  protected say(explanation: Explanation | undefined, otherwise = ''): void {
    this.stage.announce(explanation ? `${explanation.title}. ${explanation.text}` : otherwise);
  }
}
