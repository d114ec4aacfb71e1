import { INDEX_LAG_MS, LONGEST_MS } from '#core/views/poll-tag.ts';

/** A response of the desk: a JSON body, and the headers that belong to it. */
export interface Answer {
  readonly body: unknown;
  readonly link: string | null;
  /** The entity tag (RFC 9110, section 8.8.3). */
  readonly etag: string | null;
  /** The time to which a search got (`Search-Reached`). */
  readonly reached?: string | null;
}

/** An answer that a 304 may refer to. */
export interface TaggedResponse extends Answer {
  readonly etag: string;
}

/** More pages than an agent looks at in two minutes; an export reads far more, each once. */
const MAX_RESPONSES = 50;

/**
 * The last answer of each address, in memory, for as long as the desk would honour its tag. Times are milliseconds since 1970.
 *
 * None is kept that may lack a change of our own: neither those asked for before it, nor those asked for while the desk's index
 * may lag behind it. So for that long nothing is asked with a tag.
 */
export function cachedResponses() {
  const answers = new Map<string, { readonly answer: TaggedResponse; readonly askedAt: number }>();
  let changedAt = Number.NEGATIVE_INFINITY;

  return {
    of: (address: string, now: number): TaggedResponse | undefined => {
      for (const [other, { askedAt }] of answers) if (now - askedAt >= LONGEST_MS) answers.delete(other);
      return answers.get(address)?.answer;
    },
    keep(address: string, answer: Answer, askedAt: number): void {
      answers.delete(address);
      if (isTagged(answer) && askedAt >= changedAt + INDEX_LAG_MS) answers.set(address, { answer, askedAt });
      for (const oldest of [...answers.keys()].slice(0, -MAX_RESPONSES)) answers.delete(oldest);
    },
    /** To be called when a change is sent and when it has ended, however it did. */
    forget(now: number): void {
      answers.clear();
      changedAt = now;
    },
  };
}

const isTagged = (answer: Answer): answer is TaggedResponse => answer.etag !== null;
