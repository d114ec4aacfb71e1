import { stat } from 'node:fs/promises';
import { progressBar } from '#bin/progress.ts';
import { nameOf, readLine } from './line.ts';
import { readLines } from './read-lines.ts';
import type { Stored } from './stored.ts';

/** A line of an exported file. */
export interface CheckedLine {
  /** From 1 on. */
  readonly number: number;
  readonly bytes: Uint8Array;
  /** The mistake in it; undefined if it can be imported. */
  readonly mistake: string | undefined;
  /** The record in it; undefined if it can't be imported. */
  readonly stored: Stored | undefined;
}

/** The lines of an exported file, each with what is wrong with it: none can be imported if one can't be read, or has what another has, too. */
export async function* checkLines(path: string): AsyncGenerator<CheckedLine> {
  const file = await stat(path);
  if (!file.isFile()) throw new Error(`${path} must be a file: it is read twice, the first time to check it.`);
  const bar = progressBar('Checking', file.size);
  const lineOf = new Map<string, number>();
  let number = 0;
  try {
    for await (const bytes of readLines(path)) {
      number += 1;
      bar.advance(bytes.length + 1);
      yield { number, bytes, ...read(bytes, number, lineOf) };
    }
  } finally {
    bar.stop();
  }
}

function read(bytes: Uint8Array, number: number, lineOf: Map<string, number>): Pick<CheckedLine, 'mistake' | 'stored'> {
  const wrong = (mistake: string) => ({ mistake, stored: undefined });
  try {
    const stored = readLine(bytes);
    const name = nameOf(stored);
    const before = lineOf.get(name);
    if (before !== undefined) return wrong(`id: is what line ${before} has, too`);
    lineOf.set(name, number);
    return { mistake: undefined, stored };
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
}
