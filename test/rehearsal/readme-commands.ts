import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Outputs } from './stack.ts';

const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');

/** The command lines of a section of the README, in their order and without their comments. */
export function readmeCommands(heading: string): string[] {
  const section = readme.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? '';
  const blocks = [...section.matchAll(/^```sh\n(.*?)^```/gms)];
  const lines = blocks.flatMap(([, block = '']) => block.split('\n'));
  return lines.map((line) => line.replace(/\s+# .*$/, '')).filter((line) => line !== '');
}

/** A command line with the stack's names where the README has placeholders. */
export function withNames(line: string, outputs: Outputs): string {
  return line
    .replace('AGENTS_TABLE', outputs.AgentsTableName)
    .replace('TICKETS_TABLE', outputs.TicketsTableName)
    .replace('VIEWS_TABLE', outputs.ViewsTableName)
    .replace('FAILED_RECORDS_BUCKET', outputs.FailedRecordsBucketName);
}
