/**
 * An operation on one object as a client saw it: `from` and `to` are moments on one clock. An operation with an unknown outcome has no `to`: it may
 * have happened at any moment after `from`, or not at all.
 */
export interface Operation<Input, Output> {
  readonly input: Input;
  readonly from: number;
  readonly to?: number;
  /** The response; absent like `to`. */
  readonly output?: Output;
}

/** The behavior of the object when operations follow each other; a state is identified by its JSON. */
export interface Specification<State, Input, Output> {
  readonly initial: State;
  /** Returns the state after an operation with this response, or with none; undefined if it is impossible. */
  step(state: State, input: Input, output: Output | undefined): State | undefined;
}

/**
 * Returns true if there is an order of the operations that the specification allows and that no clock contradicts: the search of Wing and Gong
 * (https://doi.org/10.1006/jpdc.1993.1015), which tries each combination of completed operations and state only once (Lowe,
 * https://doi.org/10.1002/cpe.3928).
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
    // An operation that started after another ended can't come before it.
    const firstEnd = Math.min(...answered.map(([, { to = Infinity }]) => to));
    return left.some(([index, { input, from, output }]) => {
      const next = from > firstEnd ? undefined : step(state, input, output);
      return next !== undefined && search(done | (1n << BigInt(index)), next);
    });
  }

  return search(0n, initial);
}
