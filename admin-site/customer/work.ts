import type { Answer, FinalAnswer } from './answer.ts';
import { Countdown } from './countdown.ts';
import { type Obstacle, retryRequest } from './retry-request.ts';
import type { Stage } from './stage.ts';
import type { Tokens } from './tokens.ts';

/** Requests of one kind, one at a time, each repeated until it has its final answer, independently of other work. */
export class Work<Event extends string> {
  readonly #tokens: Tokens;
  readonly #stage: Stage<Event>;
  readonly #countdown = new Countdown();
  #task: AbortController | undefined;
  #obstacle: Obstacle | undefined;
  /** The kind of obstacle last reported to the host page. */
  #told: Obstacle['kind'] | undefined;

  constructor(tokens: Tokens, stage: Stage<Event>) {
    this.#tokens = tokens;
    this.#stage = stage;
  }

  get isUnderWay(): boolean {
    return this.#task !== undefined;
  }

  /** Starts a task; cancels the previous one. */
  begin(task: (signal: AbortSignal) => Promise<void>): void {
    this.end();
    const begun = new AbortController();
    this.#task = begun;
    const { signal } = begun;
    task(signal)
      .catch((error) => {
        if (!signal.aborted) throw error;
      })
      .finally(() => {
        if (this.#task === begun) this.#task = undefined;
      });
  }

  /** Cancels the current task. */
  end(): void {
    this.#task?.abort();
    this.#task = this.#obstacle = undefined;
  }

  /** Skips a pause. */
  skip(): void {
    this.#countdown.skip();
  }

  /** Skips a pause, or asks the website for a token again. */
  tryNow(): void {
    this.skip();
    if (!this.#obstacle || 'seconds' in this.#obstacle) return;
    this.#told = undefined;
    if (this.#tokens.isRenewable) this.#tokens.askAgain();
    else this.#stage.emit('token-needed');
  }

  /** Resolves after some seconds, or when skipped; calls `tick` with the seconds left. */
  readonly wait: Countdown['wait'] = (seconds, tick, signal) => this.#countdown.wait(seconds, tick, signal);

  /** Repeats a request until it has its final answer; one that only reads pauses while the element is hidden. */
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
