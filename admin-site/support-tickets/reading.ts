import type { Answer, Refused } from '#site/customer/answer.ts';
import { closedPanel } from '#site/customer/closed-panel.ts';
import { Dialogue } from '#site/customer/dialogue.ts';
import { whyNotRead } from '#site/customer/explanation.ts';
import type { Work } from '#site/customer/work.ts';

/** Events that `<support-tickets>` fires on the host page. */
export type TicketsEvent = 'opened' | 'listed' | 'replied';

/** A dialogue that shows what it loads and, until then, what is already known or a notice. */
export abstract class Reading extends Dialogue<TicketsEvent> {
  protected readonly closed = closedPanel(() => this.#latest.tryNow());
  readonly #latest = this.work();
  /** True if the pending response may be older than the latest refresh. */
  #isOld = false;

  /** Loads what is shown; once more if that is already being loaded. */
  refresh(): void {
    this.#isOld = this.#latest.isUnderWay;
    this.look();
  }

  /** Loads what is shown, unless that is already being loaded. */
  look(): void {
    if (!this.#latest.isUnderWay) this.readLatest();
  }

  override end(): void {
    super.end();
    this.#isOld = false;
  }

  /** Loads what is shown, by `read`. */
  protected abstract readLatest(): void;

  /** Returns true if nothing was loaded yet. */
  protected abstract isEmpty(): boolean;

  /** Called if the desk refuses and nothing was loaded yet. */
  protected abstract refused(answer: Refused): void;

  /** Loads what is shown, in place of a pending request for it. */
  protected read<T>(request: (token: string) => Promise<Answer<T>>, take: (value: T) => void): void {
    this.#latest.begin(async (signal) => {
      const answer = await this.#latest.retryRequest(
        request,
        signal,
        (obstacle) => {
          if (!this.isEmpty()) return;
          const explanation = obstacle && whyNotRead(obstacle, this.tokens.isRenewable);
          this.closed.show(explanation);
          this.say(explanation);
        },
        true,
      );
      if (answer.outcome === 'done') {
        take(answer.value);
        this.stage.emit('ready');
      } else if (answer.outcome === 'refused' && this.isEmpty()) this.refused(answer);
      if (this.#isOld && !signal.aborted) this.#readAgain();
    });
  }

  /** Loads something else independently and silently: a refusal changes nothing. */
  protected readMore<T>(
    work: Work<TicketsEvent>,
    request: (token: string) => Promise<Answer<T>>,
    take: (value: T) => void,
  ): void {
    work.begin(async (signal) => {
      const answer = await work.retryRequest(request, signal, () => {}, true);
      if (answer.outcome === 'done') take(answer.value);
    });
  }

  #readAgain(): void {
    this.#isOld = false;
    this.readLatest();
  }
}
