import type { Answer, Refused } from '#site/customer/answer.ts';
import { closedPanel } from '#site/customer/closed-panel.ts';
import { Dialogue } from '#site/customer/dialogue.ts';
import { whyNotRead } from '#site/customer/explanation.ts';
import type { Work } from '#site/customer/work.ts';

/** What customers' tickets tell the host page. */
export type TicketsEvent = 'opened' | 'listed' | 'replied';

/** A dialogue that shows what it reads, and meanwhile what is known, or why nothing is. */
export abstract class Reading extends Dialogue<TicketsEvent> {
  protected readonly closed = closedPanel(() => this.#latest.tryNow());
  readonly #latest = this.work();
  /** True if what is being read may be older than the latest request for it. */
  #isOld = false;

  /** Reads what is seen, again if that is under way already. */
  refresh(): void {
    this.#isOld = this.#latest.isUnderWay;
    this.look();
  }

  /** Reads what is seen, unless that is under way. */
  look(): void {
    if (!this.#latest.isUnderWay) this.readLatest();
  }

  override end(): void {
    super.end();
    this.#isOld = false;
  }

  /** Has `read` read what is seen. */
  protected abstract readLatest(): void;

  /** Whether nothing was read yet. */
  protected abstract isEmpty(): boolean;

  /** The desk has refused, and nothing was read. */
  protected abstract refused(answer: Refused): void;

  /** Reads what is seen, from the beginning. */
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

  /** Reads something else beside it, silently: a refusal changes nothing. */
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
