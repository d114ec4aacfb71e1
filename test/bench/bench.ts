import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildDesk } from '../../bin/build-desk.ts';
import type { Figure } from './figure.ts';
import { measureLatency } from './measure-latency.ts';
import { measureRequests } from './measure-requests.ts';
import { measureSizes } from './measure-sizes.ts';
import { measureStartUp } from './measure-start-up.ts';
import { measureUnits } from './measure-units.ts';

/** Prints the figures that the README names: a table for people, `--json` for programs. Every time is a ratio within one run. */
const build = await mkdtemp(join(tmpdir(), 'support-desk-bench-'));
const figures: Figure[] = [];
try {
  await buildDesk(build);
  for (const measure of [measureSizes, measureStartUp, measureRequests, measureLatency, measureUnits]) {
    figures.push(...(await measure(build)));
  }
} finally {
  await rm(build, { recursive: true, force: true });
}

if (process.argv.includes('--json')) console.log(JSON.stringify(figures, null, 2));
else console.table(figures);
if (figures.some(({ holds }) => !holds)) process.exitCode = 1;
process.exit();
