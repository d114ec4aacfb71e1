import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildDesk } from '../../bin/build-desk.ts';
import type { Figure } from './figure.ts';
import { measureGrowth } from './load/measure-growth.ts';
import { measureLoad } from './load/measure-load.ts';
import { measureColdStarts } from './measure-cold-starts.ts';
import { measureLatency } from './measure-latency.ts';
import { measurePolls } from './measure-polls.ts';
import { measureRequests } from './measure-requests.ts';
import { measureSizes } from './measure-sizes.ts';
import { measureStartUp } from './measure-start-up.ts';
import { measureUnits } from './measure-units.ts';

/** What can be measured, given a folder with the built desk. */
const measures: Readonly<Record<string, (build: string) => Promise<Figure[]>>> = {
  sizes: measureSizes,
  'start-up': measureStartUp,
  'cold-starts': measureColdStarts,
  requests: measureRequests,
  latency: measureLatency,
  units: measureUnits,
  polls: measurePolls,
  growth: measureGrowth,
  load: measureLoad,
};

/** Prints the figures that the README names, or those asked for by name: a table for people, `--json` for programs. Every time is a ratio within one run. */
const { values, positionals } = parseArgs({ options: { json: { type: 'boolean' } }, allowPositionals: true });
const build = await mkdtemp(join(tmpdir(), 'support-desk-bench-'));
const figures: Figure[] = [];
// The ticket lines of submits are not part of the table.
const write = process.stdout.write;
process.stdout.write = () => true;
try {
  await buildDesk(build);
  for (const name of positionals.length > 0 ? positionals : Object.keys(measures)) {
    const measure = measures[name];
    if (!measure) throw new Error(`There is no figure "${name}"; there are ${Object.keys(measures).join(', ')}.`);
    figures.push(...(await measure(build)));
  }
} finally {
  process.stdout.write = write;
  await rm(build, { recursive: true, force: true });
}

if (values.json) console.log(JSON.stringify(figures, null, 2));
else console.table(figures);
if (figures.some(({ holds }) => !holds)) process.exitCode = 1;
process.exit();
