import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildDesk } from '#bin/build-desk.ts';
import { measureGrowth } from '#test/bench/load/measure-growth.ts';
import { measureLoad } from '#test/bench/load/measure-load.ts';
import { measureTimers } from '#test/bench/load/measure-timers.ts';
import type { Figure } from './figure.ts';
import { measureColdStarts } from './measure-cold-starts.ts';
import { measureFiles } from './measure-files.ts';
import { measureLatency } from './measure-latency.ts';
import { measurePolls } from './measure-polls.ts';
import { measureRequests } from './measure-requests.ts';
import { measureSearch } from './measure-search.ts';
import { measureSizes } from './measure-sizes.ts';
import { measureStartUp } from './measure-start-up.ts';
import { measureUnits } from './measure-units.ts';

/** The measurements by name, given a folder with the built desk. */
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
  timers: measureTimers,
  files: measureFiles,
  search: measureSearch,
};

/**
 * Prints the figures in docs/costs.md, or those named, as a table for people. For programs: `--json` prints JSON instead, `--output FILE` also writes
 * it to a file. Every time is a ratio within one run.
 */
const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean' }, output: { type: 'string' } },
  allowPositionals: true,
});
const { npm_lifecycle_event: script, npm_config_loglevel: loglevel } = process.env;
if (values.json && script === 'bench' && loglevel !== 'silent') {
  // Checked first: a measurement takes minutes.
  console.error('npm prints its own lines before the JSON. Run: npm run --silent bench -- --json');
  console.error('Or write the JSON to a file: npm run bench -- --output figures.json');
  process.exit(1);
}
const unknown = positionals.find((name) => !(name in measures));
if (unknown !== undefined) {
  console.error(`There is no figure "${unknown}". Choose from ${Object.keys(measures).join(', ')}.`);
  process.exit(1);
}
const build = await mkdtemp(join(tmpdir(), 'support-desk-bench-'));
const figures: Figure[] = [];
// Omits the ticket lines of submits from the table.
const write = process.stdout.write;
process.stdout.write = () => true;
try {
  await buildDesk(build);
  for (const name of positionals.length > 0 ? positionals : Object.keys(measures)) {
    figures.push(...((await measures[name]?.(build)) ?? []));
  }
} finally {
  process.stdout.write = write;
  await rm(build, { recursive: true, force: true });
}

const json = JSON.stringify(figures, null, 2);
if (values.output !== undefined) await writeFile(values.output, `${json}\n`);
if (values.json) console.log(json);
else console.table(figures);
if (figures.some(({ holds }) => !holds)) process.exitCode = 1;
process.exit();
