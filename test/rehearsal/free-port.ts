import { listenOnLoopback } from '#test/local/loopback.ts';

/** Returns a port that was free a moment ago, for a program that can't choose one itself. */
export async function freePort(): Promise<number> {
  const { port, close } = await listenOnLoopback(() => {}, 0);
  await close();
  return port;
}
