const INTERVAL_MS = 30_000;
const LONGEST_MS = 300_000;

/** How long to wait before asking again, in milliseconds: twice as long after every failure in a row, to five minutes. */
export const delayAfter = (failures: number): number => Math.min(INTERVAL_MS * 2 ** failures, LONGEST_MS);

/**
 * Refreshes every 30 s while the page is visible, at once when it becomes visible or the network returns.
 * `refresh` answers whether it went well. Answers a function that asks again now.
 */
export function startPolling(refresh: () => Promise<boolean>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let round = 0;

  async function poll(): Promise<void> {
    clearTimeout(timer);
    round += 1;
    const mine = round;
    const went = await refresh();
    failures = went ? 0 : failures + 1;
    if (mine === round && document.visibilityState === 'visible') timer = setTimeout(poll, delayAfter(failures));
  }

  const now = () => void poll();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') now();
    else clearTimeout(timer);
  });
  addEventListener('online', now);
  now();
  return now;
}
