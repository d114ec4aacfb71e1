import { beforeAll, expect } from 'vitest';
import { type EntryName, routes } from '#lib/routes.ts';
import type { DeskUnderTest } from './desk-under-test.ts';

/** Milliseconds: the log of a deployed desk takes the AWS CLI seconds to read. */
export const patience = 60_000;

export const allEntries: readonly EntryName[] = routes.map(({ entry }) => entry);

/** The structured lines of requests among these: on this machine what follows the tickets prints among them, too. */
export const structured = (lines: readonly string[]): Record<string, unknown>[] =>
  lines
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
    .filter(({ message }) => message === 'request');

/**
 * Answers what the functions of these entries print while `work` sends them so many requests, once each has its line. Nothing
 * else of the file may send any meanwhile or before.
 */
export function printedLines({ logged }: Pick<DeskUnderTest, 'logged'>) {
  const seen = new Set<string>();
  const unseen = async (entries: readonly EntryName[]): Promise<string[]> => {
    const lines = await Promise.all(entries.map(logged));
    return [...new Set(lines.flat())].filter((line) => !seen.has(line));
  };
  beforeAll(async () => {
    for (const line of await unseen(allEntries)) seen.add(line);
  });

  return async (entries: readonly EntryName[], requests: number, work: () => Promise<unknown>): Promise<string[]> => {
    await work();
    let lines: string[] = [];
    const arrived = async () => {
      lines = await unseen(entries);
      return structured(lines).length;
    };
    await expect.poll(arrived, { timeout: patience }).toBe(requests);
    for (const line of lines) seen.add(line);
    return lines;
  };
}
