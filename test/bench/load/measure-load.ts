import autocannon from 'autocannon';
import type { Figure } from '#test/bench/figure.ts';
import { barePut, bareQuery, type HttpRequest, list, submit } from './operations.ts';
import { LARGE, SMALL } from './sizes.ts';
import { type LoadedDesk, startDeskProcess } from './start-desk-process.ts';

/** Requests per second. */
const RATES = [50, 200, 800] as const;
const SECONDS = 3;
const CONNECTIONS = 16;

const subjects: Readonly<Record<string, (desk: LoadedDesk) => HttpRequest>> = {
  submit,
  'a bare PutItem': barePut,
  'list of 100': list,
  'a bare Query': bareQuery,
};

/**
 * Measures the local desk at rising rates, and next to it the engine alone at the same rates, so that our share can be told from the engine's. These
 * have no bounds: they depend on the machine.
 */
export async function measureLoad(build: string): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const tickets of [SMALL, LARGE]) {
    const desk = await startDeskProcess(build, tickets);
    for (const [name, request] of Object.entries(subjects)) {
      for (const rate of RATES) figures.push(await drive(desk, name, rate, request));
    }
    desk.close();
  }
  return figures;
}

async function drive(
  desk: LoadedDesk,
  name: string,
  rate: number,
  next: (desk: LoadedDesk) => HttpRequest,
): Promise<Figure> {
  const { url, method, headers } = next(desk);
  const { requests, latency, non2xx, errors, timeouts } = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: SECONDS,
    overallRate: rate,
    requests: [{ method, headers, setupRequest: (request) => ({ ...request, ...bodyOf(next(desk)) }) }],
  });
  const failed = non2xx + errors + timeouts;
  const megabytes = (await desk.memory()) / 1e6;
  return {
    figure: `${name} at ${rate} a second, ${desk.tickets.toLocaleString('en')} tickets`,
    measured: [
      `${requests.average.toFixed(0)}/s`,
      `p50 ${latency.p50} ms`,
      `p99 ${latency.p99} ms`,
      `p99.9 ${latency.p99_9} ms`,
      `${megabytes.toFixed(0)} MB`,
    ].join(', '),
    bound: failed === 0 ? '' : `${failed} failed`,
    holds: failed === 0,
  };
}

const bodyOf = ({ body }: HttpRequest) => (body === undefined ? {} : { body });
