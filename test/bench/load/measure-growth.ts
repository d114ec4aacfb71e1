import { atMost, beside, type Figure } from '#test/bench/figure.ts';
import { inTurn, median, timed } from '#test/bench/median.ts';
import { barePut, bareQuery, close, counts, type HttpRequest, list, submit } from './operations.ts';
import { LARGE, SMALL } from './sizes.ts';
import { type LoadedDesk, startDeskProcess } from './start-desk-process.ts';

const WARM_UP = 200;
const ROUNDS = 400;
const MAX_GROWTH = 1.1;

type Operation = (desk: LoadedDesk) => Promise<number>;

const ours: Readonly<Record<string, Operation>> = {
  submit: (desk) => timed(() => send(submit(desk))),
  close: async (desk) => {
    const { ticket_id: id } = JSON.parse(await send(submit(desk)));
    return timed(() => send(close(desk, id)));
  },
  'list of 100': (desk) => timed(() => send(list(desk))),
  'poll (list and counts)': (desk) => timed(() => Promise.all([send(list(desk)), send(counts(desk))])),
};

const theEngines: Readonly<Record<string, Operation>> = {
  'a bare PutItem': (desk) => timed(() => send(barePut(desk))),
  'a bare Query': (desk) => timed(() => send(bareQuery(desk))),
};

/** Measures how much longer a request takes on an old desk than on a young one, both asked in turn, and the engine's own share of it. */
export async function measureGrowth(build: string): Promise<Figure[]> {
  const [young, old] = [await startDeskProcess(build, SMALL), await startDeskProcess(build, LARGE)];
  const grown = async ([name, operation]: [string, Operation]) => {
    const subjects = { young: () => operation(young), old: () => operation(old) };
    await inTurn(WARM_UP, subjects);
    const times = await inTurn(ROUNDS, subjects);
    const [before, after] = [median(times.young), median(times.old)];
    const figure = `${name} at ${counted(LARGE)} (${after.toFixed(2)} ms) ÷ at ${counted(SMALL)} (${before.toFixed(2)} ms)`;
    return { figure, ratio: after / before };
  };
  const figures: Figure[] = [];
  try {
    for (const operation of Object.entries(theEngines)) {
      const { figure, ratio } = await grown(operation);
      figures.push(beside(figure, ratio.toFixed(2)));
    }
    for (const operation of Object.entries(ours)) {
      const { figure, ratio } = await grown(operation);
      figures.push(atMost(figure, ratio, MAX_GROWTH));
    }
    return figures;
  } finally {
    young.close();
    old.close();
  }
}

const counted = (tickets: number) => `${tickets.toLocaleString('en')} tickets`;

async function send({ url, ...request }: HttpRequest): Promise<string> {
  const answer = await fetch(url, request);
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${url} returned ${answer.status}: ${text}`);
  return text;
}
