/** Runs one step, and prints a line with its name, its duration and, if it returns a text, its result. */
export async function step<T>(
  name: string,
  work: () => Promise<T>,
  remark: (result: T) => string = () => '',
): Promise<T> {
  process.stdout.write(`${name} … `);
  const started = performance.now();
  const result = await work();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log([`${seconds} s`, remark(result)].filter((part) => part !== '').join(', '));
  return result;
}
