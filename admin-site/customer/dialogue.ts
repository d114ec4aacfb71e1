import type { Explanation } from './explanation.ts';
import type { Stage } from './stage.ts';
import type { Tokens } from './tokens.ts';
import { Work } from './work.ts';

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
