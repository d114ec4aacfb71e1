import { expect } from 'vitest';
import { type EntryName, routes } from '#lib/routes.ts';
import type { DeskUnderTest } from './desk-under-test.ts';

/** Milliseconds to wait: the AWS CLI takes seconds to read the log of a deployed desk. */
export const patience = 60_000;

export const allEntries: readonly EntryName[] = routes.map(({ entry }) => entry);

/** Returns the structured lines of requests among these: on this machine the stream's consumers print among them too. */
export const structured = (lines: readonly string[]): Record<string, unknown>[] =>
  lines
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
    .filter(({ message }) => message === 'request');

/**
 * Returns a function that collects what the functions of these entries print while `work` sends them this many requests, once each has its line.
 * Nothing else in the file may send any before or meanwhile.
 */
export function printedLines({ logged }: Pick<DeskUnderTest, 'logged'>) {
  const seen = new Set<string>();
  const unseen = async (entries: readonly EntryName[]): Promise<string[]> => {
    const lines = await Promise.all(entries.map(logged));
    return [...new Set(lines.flat())].filter((line) => !seen.has(line));
  };
  const read = new Set<EntryName>();

  return async (entries: readonly EntryName[], requests: number, work: () => Promise<unknown>): Promise<string[]> => {
    const unread = entries.filter((entry) => !read.has(entry));
    for (const line of await unseen(unread)) seen.add(line);
    for (const entry of unread) read.add(entry);
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
