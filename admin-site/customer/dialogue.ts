import type { Answer, FinalAnswer } from './answer.ts';
import { Countdown } from './countdown.ts';
import type { Drafts } from './drafts.ts';
import { insist, type Obstacle } from './insist.ts';
import type { Tokens } from './tokens.ts';
import type { Explanation } from './words.ts';

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

/** One customer and the desk, a step at a time; each step insists until the desk has answered. Nothing of it is for another customer. */
export abstract class Dialogue<Event extends string> {
  protected readonly tokens: Tokens;
  protected readonly stage: Stage<Event>;
  protected readonly countdown = new Countdown();
  /** What the step under way waits for. */
  protected obstacle: Obstacle | undefined;
  /** The kind of obstacle that the host page knows of. */
  #told: Obstacle['kind'] | undefined;
  #work = new AbortController();

  constructor(tokens: Tokens, stage: Stage<Event>) {
    this.tokens = tokens;
    this.stage = stage;
  }

  /** There may be another token: asks the desk again. */
  abstract refresh(): void;

  /** Cuts a pause short. */
  skip(): void {
    this.countdown.skip();
  }

  /** Cuts a pause short, or asks the website for a token once more. */
  protected tryNow(): void {
    this.skip();
    if (!this.obstacle || 'seconds' in this.obstacle) return;
    this.#told = undefined;
    if (this.tokens.isRenewable) this.tokens.askAgain();
    else this.stage.emit('token-needed');
  }

  /** Stops what is under way. */
  end(): void {
    this.#work.abort();
    this.obstacle = undefined;
  }

  protected say(explanation: Explanation | undefined, otherwise = ''): void {
    this.stage.announce(explanation ? `${explanation.title}. ${explanation.text}` : otherwise);
  }

  /** Starts a step of its own; the one before it, if it is still under way, ends unheard. */
  protected begin(step: (signal: AbortSignal) => Promise<void>): void {
    this.#work.abort();
    this.#work = new AbortController();
    const { signal } = this.#work;
    step(signal).catch((error) => {
      if (!signal.aborted) throw error;
    });
  }

  /** Repeats a request until it has its final answer; one that only reads rests while the element is hidden. */
  protected insist<T>(
    request: (token: string) => Promise<Answer<T>>,
    signal: AbortSignal,
    show: (obstacle: Obstacle | undefined) => void,
    isReading = false,
  ): Promise<FinalAnswer<T>> {
    this.#told = undefined;
    const report = (obstacle: Obstacle | undefined) => {
      this.obstacle = obstacle;
      show(obstacle);
      if (obstacle && obstacle.kind !== this.#told) this.#tell(obstacle);
    };
    const wait: Countdown['wait'] = async (seconds, tick, until) => {
      await this.countdown.wait(seconds, tick, until);
      while (isReading && !this.stage.isShown()) await this.countdown.wait(1, () => {}, until);
    };
    return insist(request, { tokens: this.tokens, signal, wait, report });
  }

  #tell(obstacle: Obstacle): void {
    this.#told = obstacle.kind;
    const detail = 'detail' in obstacle ? obstacle.detail : '';
    if (obstacle.kind !== 'sign_in') this.stage.emit('error', { reason: obstacle.kind, detail });
    if ('needsToken' in obstacle && obstacle.needsToken) this.stage.emit('token-needed');
  }
}
