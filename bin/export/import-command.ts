import { Readable } from 'node:stream';
import type { TicketsDatabase } from '#bin/desk-database.ts';
import { progressBar } from '#bin/progress.ts';
import { checkLines } from '#bin/stored/check-lines.ts';
import { nameOf, readLine } from '#bin/stored/line.ts';
import { readLines } from '#bin/stored/read-lines.ts';
import { type Restored, restore } from './restore.ts';

const AT_ONCE = 16;
const MAX_SHOWN = 20;

type Print = (line: string) => void;

/**
 * Stores what an exported file has, tickets with their events, unless a line of it is wrong: then nothing is written. Safe to repeat. Throws an
 * error for the person who typed the command, also when something else was in the place of some of it, which are left alone.
 */
export async function importTickets(path: string, { client, tickets }: TicketsDatabase, print: Print): Promise<void> {
  const total = await countOfLines(path);
  const bar = progressBar('Importing', total);
  const restored = Readable.from(readLines(path)).map(
    async (line: Uint8Array) => {
      const stored = readLine(line);
      return { id: nameOf(stored), outcome: await restore(client, tickets, stored) };
    },
    { concurrency: AT_ONCE },
  );
  const count: Record<Restored, number> = { written: 0, there: 0, different: 0 };
  try {
    for await (const { id, outcome } of restored as AsyncIterable<{ id: string; outcome: Restored }>) {
      bar.advance(1);
      count[outcome] += 1;
      if (outcome === 'different') print(`${id} is already there, and differs.`);
    }
  } finally {
    bar.stop();
  }
  print(`Imported: ${count.written}. Already there: ${count.there}.`);
  if (count.different > 0) throw new Error(`Different from the file, and left unchanged: ${count.different}.`);
}

/** Returns the number of lines in a file. Throws what is wrong with it, line by line. */
async function countOfLines(path: string): Promise<number> {
  const mistakes: string[] = [];
  let count = 0;
  for await (const { number, mistake } of checkLines(path)) {
    count = number;
    if (mistake === undefined) continue;
    mistakes.push(`Line ${number}: ${mistake}`);
    if (mistakes.length === MAX_SHOWN) break;
  }
  if (mistakes.length === 0) return count;
  throw new Error(
    [
      ...mistakes,
      `Nothing was imported from ${path}. To find all such lines, and remove them: npm run desk -- records --help`,
    ].join('\n'),
  );
}
