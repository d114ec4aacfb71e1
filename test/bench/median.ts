/** Returns the middle value; the upper one of two. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Returns the value that three quarters of them reach. */
export const quarter = (values: readonly number[]): number => quantile(values, 0.25);

/** Formats the median and the range of the middle half: `0.87 (0.85–0.90)`. */
export const spread = (values: readonly number[], digits = 2): string =>
  `${median(values).toFixed(digits)} (${quarter(values).toFixed(digits)}–${quantile(values, 0.75).toFixed(digits)})`;

function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.round(part * (sorted.length - 1))] ?? Number.NaN;
}

/** Runs every subject once per round, in turn, so that noise on the machine affects all alike; returns all measurements. */
export async function inTurn<Name extends string, T>(
  rounds: number,
  subjects: Readonly<Record<Name, () => Promise<T>>>,
): Promise<Record<Name, T[]>> {
  const names = Object.keys(subjects) as Name[];
  const measured = Object.fromEntries(names.map((name) => [name, [] as T[]])) as Record<Name, T[]>;
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) measured[name].push(await subjects[name]());
  }
  return measured;
}

/** Returns the medians, in milliseconds, of subjects measured in turn. */
export async function alternate<Name extends string>(
  rounds: number,
  subjects: Readonly<Record<Name, () => Promise<number>>>,
): Promise<Record<Name, number>> {
  const measured = await inTurn(rounds, subjects);
  const medians = Object.entries<number[]>(measured).map(([name, values]) => [name, median(values)]);
  return Object.fromEntries(medians) as Record<Name, number>;
}

/** Returns how long it takes, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
