/** Measures the processor time of a task in this thread, in milliseconds, as the least of three runs: other work doesn't count. */
export async function processorTime(task: () => unknown): Promise<number> {
  const runs: number[] = [];
  for (let run = 0; run < 3; run += 1) {
    const before = process.threadCpuUsage();
    await task();
    const { user, system } = process.threadCpuUsage(before);
    runs.push((user + system) / 1000);
  }
  return Math.min(...runs);
}
