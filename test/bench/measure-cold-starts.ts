import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { functionFile } from '../../bin/build-desk.ts';
import { type EntryName, routes } from '../../lib/routes.ts';
import { buildRivals } from './build-rivals.ts';
import { setColdStage } from './cold-stage.ts';
import { beside, type Figure } from './figure.ts';
import { kilobytes } from './measure-sizes.ts';
import { inTurn, median } from './median.ts';

const ROUNDS = 15;
const MOST_OF_BARE = 1;
const MOST_OF_COMMON = 0.8;
const run = promisify(execFile);

interface Start {
  readonly status: number;
  /** Milliseconds. */
  readonly import: number;
  readonly call: number;
}

/**
 * How long a fresh process needs to import an entry and answer its first request, the keys of the website fetched and all,
 * beside two rivals that store an item and no more: the document client alone, and a handler in the common style.
 */
export async function measureColdStarts(build: string): Promise<Figure[]> {
  await buildRivals(build);
  const stage = await setColdStage(build);
  const rival = (name: string) => () =>
    start(join(build, 'rivals', `${name}.mjs`), stage.environment(routes[0]), { id: 'bench', entry: 'ticket' });
  const entries = routes.map((route) => {
    const { entry } = route;
    const measure = async () => start(functionFile(build, entry), stage.environment(route), await stage.event(entry));
    return [entry, measure] as const;
  });
  const subjects = Object.fromEntries(entries) as Record<EntryName, () => Promise<Start>>;
  try {
    const starts = await inTurn(ROUNDS, { bare: rival('bare-client'), common: rival('common-style'), ...subjects });
    const [bare, common] = [together(starts.bare), together(starts.common)];
    const figures = routes.map(async ({ entry }) => {
      const size = await kilobytes(join(build, 'functions', entry));
      const [ofBare, ofCommon] = [together(starts[entry]) / bare, together(starts[entry]) / common];
      return {
        figure: `cold start of ${entry} (${size.toFixed(0)} kB): ${inWords(starts[entry])}`,
        measured: `${ofBare.toFixed(2)} of bare, ${ofCommon.toFixed(2)} of common`,
        bound: `≤ ${MOST_OF_BARE}, ≤ ${MOST_OF_COMMON}`,
        holds: ofBare <= MOST_OF_BARE && ofCommon <= MOST_OF_COMMON,
      };
    });
    return [
      beside(`cold start of the document client alone: ${inWords(starts.bare)}`, 'bare'),
      beside(`cold start of the common style: ${inWords(starts.common)}`, 'common'),
      ...(await Promise.all(figures)),
    ];
  } finally {
    await stage.close();
  }
}

const together = (starts: readonly Start[]) => median(starts.map((start) => start.import + start.call));

function inWords(starts: readonly Start[]): string {
  const [imported, called] = [median(starts.map((start) => start.import)), median(starts.map(({ call }) => call))];
  return `import ${imported.toFixed(0)} ms, first call ${called.toFixed(0)} ms`;
}

/** Run by a process of its own: imports a function, calls it once, and prints what that took as the last line. */
const script = `
  const [file, event] = process.argv.slice(1);
  const started = performance.now();
  const { handler } = await import(file);
  const imported = performance.now();
  const { statusCode } = await handler(JSON.parse(event), { functionName: 'bench', functionVersion: '1', awsRequestId: 'bench' });
  const answered = performance.now();
  console.log(JSON.stringify({ status: statusCode, import: imported - started, call: answered - imported }));
  process.exit();`;

async function start(file: string, environment: Record<string, string>, event: object): Promise<Start> {
  const args = ['--input-type=module', '--eval', script, file, JSON.stringify(event)];
  const { stdout } = await run(process.execPath, args, { env: environment });
  const result: Start = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
  if (result.status >= 500) throw new Error(`${file} answered ${result.status}:\n${stdout}`);
  return result;
}
