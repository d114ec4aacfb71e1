import type { Answer, FinalAnswer } from './answer.ts';
import { Countdown } from './countdown.ts';
import { type Obstacle, retryRequest } from './retry-request.ts';
import type { Stage } from './stage.ts';
import type { Tokens } from './tokens.ts';

/** Work of one kind, of which one piece is under way at a time: it insists until the desk has answered, whatever other work does meanwhile. */
export class Work<Event extends string> {
  readonly #tokens: Tokens;
  readonly #stage: Stage<Event>;
  readonly #countdown = new Countdown();
  #piece: AbortController | undefined;
  #obstacle: Obstacle | undefined;
  /** The kind of obstacle that the host page knows of. */
  #told: Obstacle['kind'] | undefined;

  constructor(tokens: Tokens, stage: Stage<Event>) {
    this.#tokens = tokens;
    this.#stage = stage;
  }

  get isUnderWay(): boolean {
    return this.#piece !== undefined;
  }

  /** Starts a piece; the one before it, if it is still under way, ends unheard. */
  begin(piece: (signal: AbortSignal) => Promise<void>): void {
    this.end();
    const begun = new AbortController();
    this.#piece = begun;
    const { signal } = begun;
    piece(signal)
      .catch((error) => {
        if (!signal.aborted) throw error;
      })
      .finally(() => {
        if (this.#piece === begun) this.#piece = undefined;
      });
  }

  /** Stops what is under way. */
  end(): void {
    this.#piece?.abort();
    this.#piece = this.#obstacle = undefined;
  }

  /** Cuts a pause short. */
  skip(): void {
    this.#countdown.skip();
  }

  /** Cuts a pause short, or asks the website for a token once more. */
  tryNow(): void {
    this.skip();
    if (!this.#obstacle || 'seconds' in this.#obstacle) return;
    this.#told = undefined;
    if (this.#tokens.isRenewable) this.#tokens.askAgain();
    else this.#stage.emit('token-needed');
  }

  /** Resolves after some seconds, or when they are skipped; calls `tick` with what is left. */
  readonly wait: Countdown['wait'] = (seconds, tick, signal) => this.#countdown.wait(seconds, tick, signal);

  /** Repeats a request until it has its final answer; one that only reads rests while the element is hidden. */
  retryRequest<T>(
    request: (token: string) => Promise<Answer<T>>,
    signal: AbortSignal,
    show: (obstacle: Obstacle | undefined) => void,
    isReading = false,
  ): Promise<FinalAnswer<T>> {
    this.#told = undefined;
    const report = (obstacle: Obstacle | undefined) => {
      this.#obstacle = obstacle;
      show(obstacle);
      if (obstacle && obstacle.kind !== this.#told) this.#tell(obstacle);
    };
    const wait: Countdown['wait'] = async (seconds, tick, until) => {
      await this.wait(seconds, tick, until);
      while (isReading && !this.#stage.isShown()) await this.wait(1, () => {}, until);
    };
    return retryRequest(request, { tokens: this.#tokens, signal, wait, report });
  }

  #tell(obstacle: Obstacle): void {
    this.#told = obstacle.kind;
    const detail = 'detail' in obstacle ? obstacle.detail : '';
    if (obstacle.kind !== 'sign_in') this.#stage.emit('error', { reason: obstacle.kind, detail });
    if ('needsToken' in obstacle && obstacle.needsToken) this.#stage.emit('token-needed');
  }
}
