/** The `#` at a word's start that the caret stands behind, and what follows it up to there. */
export interface TypedHash {
  /** The position of the `#` in the text. */
  readonly from: number;
  readonly query: string;
}

/** Returns true if an agent has begun to type `#…` for a canned reply, with the caret at `caret`. */
export function typedHash(text: string, caret: number): TypedHash | undefined {
  const query = /(?<=^|\s)#([^\s#]*)$/.exec(text.slice(0, caret))?.[1];
  return query === undefined ? undefined : { from: caret - query.length - 1, query };
}
