import type { Explanation } from './explanation.ts';
import type { FilesDialogue } from './files-script.ts';
import type { Stage } from './stage.ts';
import type { Tokens } from './tokens.ts';
import { Work } from './work.ts';

/** A dialogue between one customer and the desk. Nothing in it is for another customer. */
export abstract class Dialogue<Event extends string> {
  protected readonly tokens: Tokens;
  protected readonly stage: Stage<Event>;
  /** The parts of this dialogue that files need. */
  protected readonly forFiles: FilesDialogue = {
    files: () => this.stage.files(),
    work: () => this.work(),
    say: (text) => this.stage.announce(text),
  };
  readonly #works: Work<Event>[] = [];

  constructor(tokens: Tokens, stage: Stage<Event>) {
    this.tokens = tokens;
    this.stage = stage;
  }

  /** Requests everything again, as the token or the tickets may have changed. */
  abstract refresh(): void;

  /** Skips pauses. */
  skip(): void {
    for (const work of this.#works) work.skip();
  }

  /** Stops all requests. */
  end(): void {
    for (const work of this.#works) work.end();
  }

  /** Creates work that runs independently of other work. */
  protected work(): Work<Event> {
    const work = new Work(this.tokens, this.stage);
    this.#works.push(work);
    return work;
  }

  protected say(explanation: Explanation | undefined, otherwise = ''): void {
    this.stage.announce(explanation ? `${explanation.title}. ${explanation.text}` : otherwise);
  }
}
