import { dirname, join } from 'node:path';
import { sendsMail } from '#lib/resources.ts';
import { scheduled } from '#lib/schedule.ts';
import { subscribers } from '#lib/subscribers.ts';
import { buildRivals } from './build-rivals.ts';
import { setColdStage } from './cold-stage.ts';
import { type ColdStart, coldStart } from './cold-start.ts';
import { beside, type Figure } from './figure.ts';
import { kilobytes } from './measure-sizes.ts';
import { inTurn, median, quarter, spread } from './median.ts';

const ROUNDS = 15;
const MAX_OF_BARE = 1.15;
const MAX_OF_COMMON = 0.9;
/** It uses two services, and nobody waits for it. */
const MAX_OF_MAILER = 1.6;

/**
 * Measures the time a fresh process needs to import each entry and do its first work, including fetching the website's keys, next to two rivals that
 * only store an item: the document client alone, and a handler in the common style. The ratios are of processor time, which other work on this
 * machine disturbs least, each within one round; the milliseconds are elapsed time.
 */
export async function measureColdStarts(build: string): Promise<Figure[]> {
  await buildRivals(build);
  const { functions, environment, close } = await setColdStage(build);
  const rival = (name: string) => () =>
    coldStart(join(build, 'rivals', `${name}.mjs`), environment, { id: 'bench', entry: 'ticket' });
  const entries = functions.map(
    ({ entry, file, environment, event }) =>
      [entry, async () => coldStart(file, environment, await event(), statusOf(entry))] as const,
  );
  try {
    const starts: Record<string, ColdStart[]> = await inTurn(ROUNDS, {
      bare: rival('bare-client'),
      common: rival('common-style'),
      ...Object.fromEntries(entries),
    });
    const { bare = [], common = [] } = starts;
    const figures = functions.map(async ({ entry, file }): Promise<Figure> => {
      const own = starts[entry] ?? [];
      const size = await kilobytes(dirname(file));
      const [ofBare, ofCommon] = [ratios(own, bare), ratios(own, common)];
      const [mostOfBare, mostOfCommon] = isMailer(entry)
        ? [MAX_OF_MAILER, MAX_OF_MAILER]
        : [MAX_OF_BARE, MAX_OF_COMMON];
      return {
        figure: `cold start of ${entry} (${size.toFixed(0)} kB): ${inWords(own)}`,
        measured: `${spread(ofBare)} of bare, ${spread(ofCommon)} of common`,
        bound: `≤ ${mostOfBare}, ≤ ${mostOfCommon}`,
        // A value within the spread of the bound may be noise.
        holds: quarter(ofBare) <= mostOfBare && quarter(ofCommon) <= mostOfCommon,
      };
    });
    return [
      beside(`cold start of the document client alone: ${inWords(bare)}`, 'bare'),
      beside(`cold start of the common style: ${inWords(common)}`, 'common'),
      ...(await Promise.all(figures)),
    ];
  } finally {
    await close();
  }
}

/** The responses that aren't 200. */
const statuses: Readonly<Record<string, number>> = {
  'refuse-unknown-route': 404,
  'mark-read': 204,
  'invite-agent': 201,
  'create-invitation': 201,
};
const statusOf = (entry: string): number => statuses[entry] ?? 200;

const isMailer = (entry: string): boolean =>
  [...subscribers, ...scheduled].some((one) => one.entry === entry && sendsMail(one));

/** Round by round. */
const ratios = (own: readonly ColdStart[], others: readonly ColdStart[]): number[] =>
  own.map(({ processor }, round) => processor / (others[round]?.processor ?? Number.NaN));

function inWords(starts: readonly ColdStart[]): string {
  const [imported, called] = [median(starts.map((start) => start.import)), median(starts.map(({ call }) => call))];
  const processor = median(starts.map((start) => start.processor));
  return `import ${imported.toFixed(0)} ms, first call ${called.toFixed(0)} ms, processor ${processor.toFixed(0)} ms`;
}
