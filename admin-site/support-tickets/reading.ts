import type { Answer, Refused } from '../customer/answer.ts';
import { closedView } from '../customer/closed-view.ts';
import { Dialogue } from '../customer/dialogue.ts';
import { whyNotRead } from '../customer/words.ts';

/** What customers' tickets tell the host page. */
export type TicketsEvent = 'opened' | 'listed' | 'replied';

/** A dialogue that shows what it reads, and meanwhile what is known, or why nothing is. */
export abstract class Reading extends Dialogue<TicketsEvent> {
  protected readonly closed = closedView(() => this.tryNow());

  /** Whether nothing was read yet. */
  protected abstract isEmpty(): boolean;

  /** The desk has refused, and nothing was read. */
  protected abstract refused(answer: Refused): void;

  protected read<T>(request: (token: string) => Promise<Answer<T>>, take: (value: T) => void): void {
    this.begin(async (signal) => {
      const answer = await this.insist(
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
    });
  }
}
