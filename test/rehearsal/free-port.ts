import { listenOnLoopback } from '#test/local/loopback.ts';

/** A port that was free a moment ago, for a program that cannot choose one itself. */
export async function freePort(): Promise<number> {
  const { port, close } = await listenOnLoopback(() => {}, 0);
  await close();
  return port;
}
