import { dynamoViewBuilder, scanTickets } from '#adapters/dynamo/dynamo-view-builder.ts';
import { clockOf } from '#adapters/system-clock.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { rebuildViews } from '#core/views/rebuild-views.ts';
import { atMost, beside, exactly, type Figure } from './figure.ts';
import { fill } from './fill.ts';
import { alternate, timed } from './median.ts';
import { type Stage, setStage, tables } from './stage.ts';

const SIZES = [1_000, 10_000, 100_000];
/** A healthy desk has few open tickets, however many it has closed. */
const OPEN = 100;
const WARM_UP = 100;
const ROUNDS = 200;
const DAY_MS = 86_400_000;
const REBUILD_SECONDS = 180;
const REBUILD_MB = 300;
const STATS_UNITS = 45;
/** The reads of the latest change and of the agent’s latest read mark. */
const UNCHANGED_UNITS = 1;

/** Measures polls, stats and lists on a young, a grown and an old desk: units, and milliseconds behind the meter; and a rebuild of the views. */
export async function measurePolls(build: string): Promise<Figure[]> {
  const stage = await setStage(build, { metered: true });
  const figures: Figure[] = [];
  try {
    await fill(stage.client, OPEN, () => ({ status: 'open', statusBeforeClosing: null, closedAt: null }));
    let stored = OPEN;
    let first: Record<string, number> | undefined;
    for (const size of SIZES) {
      await fill(stage.client, size - stored, lastYear);
      stored = size;
      figures.push(...(await rebuilt(stage, size)));
      const units = await unitsOf(stage);
      first ??= units;
      for (const [name, measured] of Object.entries(units)) {
        const figure = `read units of ${name} at ${size.toLocaleString('en')} tickets`;
        if (name === 'stats') figures.push(atMost(figure, measured, STATS_UNITS, 1));
        else
          figures.push(exactly(figure, measured, name === 'an unchanged poll' ? UNCHANGED_UNITS : (first[name] ?? 0)));
      }
      for (const [name, measured] of Object.entries(await timesOf(stage))) {
        figures.push(beside(`ms of ${name} at ${size.toLocaleString('en')} tickets`, measured.toFixed(2)));
      }
    }
    return figures;
  } finally {
    await stage.close();
  }
}

/** Closed tickets about many things, spread over the last year. */
function lastYear(index: number): Partial<Ticket> {
  const hoursToClose = (index * 7) % 90;
  const opened = Date.now() - ((index * 37) % 365) * DAY_MS - hoursToClose * 3_600_000;
  const createdAt = clockOf(() => opened).timestamp();
  const closedAt = clockOf(() => opened + hoursToClose * 3_600_000).timestamp();
  return {
    createdAt,
    closedAt,
    updatedAt: closedAt,
    subject: `Export ${index % 700} stuck at ${index % 100}%`,
    version: 2,
  };
}

/** Measures a rebuild at the largest size: its time and memory. */
async function rebuilt({ client }: Stage, size: number): Promise<Figure[]> {
  let most = 0;
  // For this thread only: the engine has its own.
  const advance = () => {
    most = Math.max(most, process.memoryUsage().heapUsed);
  };
  const views = dynamoViewBuilder(tables.views, client);
  // A minute ago, so that polls may return 304 at once.
  const clock = { now: () => Date.now() - 60_000 };
  const seconds =
    (await timed(() =>
      rebuildViews({ views, clock, tickets: () => scanTickets(client, tables.tickets), advance, leaveOut: () => {} }),
    )) / 1000;
  if (size !== SIZES.at(-1)) return [];
  const of = `rebuild of the views of ${size.toLocaleString('en')} tickets`;
  return [
    atMost(`${of}, seconds`, seconds, REBUILD_SECONDS, 1),
    atMost(`${of}, heap in MB`, most / 1e6, REBUILD_MB, 0),
  ];
}

const query = { status: 'open', limit: '100' };

function questions({ call, asAgent }: Stage) {
  const list = (headers = {}) =>
    call('list-tickets', { headers: { ...asAgent, ...headers }, queryStringParameters: query });
  return {
    list,
    stats: (days: string, headers = {}) =>
      call('get-stats', { headers: { ...asAgent, ...headers }, queryStringParameters: { days } }),
    /** Polls with the tag of the last response. */
    tagged: async () => {
      const { headers = {} } = await list();
      const ifNoneMatch = { 'if-none-match': String(headers.etag) };
      return async () => {
        const { statusCode } = await list(ifNoneMatch);
        if (statusCode !== 304) throw new Error(`An unchanged poll returned ${statusCode}.`);
      };
    },
  };
}

/** Measures units without the lookup of the agent's key, which is cached for 25 seconds. */
async function unitsOf(stage: Stage): Promise<Record<string, number>> {
  const { list, stats, tagged } = questions(stage);
  const poll = await tagged();
  const units = async (work: () => Promise<unknown>) => {
    stage.meter.take();
    await work();
    const read = stage.meter.take().filter(({ table }) => table !== tables.agents);
    return read.reduce((sum, { readUnits }) => sum + readUnits, 0);
  };
  return {
    'an unchanged poll': await units(poll),
    'a changed poll (100 open tickets)': await units(list),
    stats: await units(() => stats('30')),
  };
}

async function timesOf(stage: Stage): Promise<Record<string, number>> {
  const { list, stats, tagged } = questions(stage);
  const poll = await tagged();
  const subjects = {
    'an unchanged poll': () => timed(poll),
    'a changed poll (100 open tickets)': () => timed(list),
    stats: () => timed(() => stats('30')),
  };
  await alternate(WARM_UP, subjects);
  return alternate(ROUNDS, subjects);
}
