/**
 * What clients saw of one object: `from` and `to` are moments on one clock. An operation whose outcome nobody knows has no
 * `to`: it may have happened at any moment after `from`, or not at all.
 */
export interface Operation<Input, Output> {
  readonly input: Input;
  readonly from: number;
  readonly to?: number;
  /** As `to`: what was answered. */
  readonly output?: Output;
}

/** What the object does when one operation follows the other; a state must be told from others by its JSON. */
export interface Specification<State, Input, Output> {
  readonly initial: State;
  /** The state after an operation that was answered so, or not at all; undefined if it cannot have been. */
  step(state: State, input: Input, output: Output | undefined): State | undefined;
}

/**
 * Whether an order of the operations exists that the specification allows and that no clock contradicts: the search of Wing and Gong
 * (https://doi.org/10.1006/jpdc.1993.1015), which tries a set of done operations and a state but once (Lowe, https://doi.org/10.1002/cpe.3928).
 */
export function isLinearizable<State, Input, Output>(
  history: readonly Operation<Input, Output>[],
  { initial, step }: Specification<State, Input, Output>,
): boolean {
  const tried = new Set<string>();

  function search(done: bigint, state: State): boolean {
    const configuration = `${done} ${JSON.stringify(state)}`;
    if (tried.has(configuration)) return false;
    tried.add(configuration);
    const left = [...history.entries()].filter(([index]) => (done & (1n << BigInt(index))) === 0n);
    const answered = left.filter(([, { to }]) => to !== undefined);
    if (answered.length === 0) return true;
    // What began after another ended cannot come before it.
    const firstEnd = Math.min(...answered.map(([, { to = Infinity }]) => to));
    return left.some(([index, { input, from, output }]) => {
      const next = from > firstEnd ? undefined : step(state, input, output);
      return next !== undefined && search(done | (1n << BigInt(index)), next);
    });
  }

  return search(0n, initial);
}
