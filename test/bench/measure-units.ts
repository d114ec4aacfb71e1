import { LARGE, SMALL } from '#test/bench/load/sizes.ts';
import { exactly, type Figure } from './figure.ts';
import { fill } from './fill.ts';
import type { MeteredRequest } from './metering-proxy.ts';
import { type Stage, setStage, tables } from './stage.ts';

const body = JSON.stringify({ subject: 'Need help', message: 'It does not work. '.repeat(20) });

const open = () => ({ status: 'open', statusBeforeClosing: null, closedAt: null }) as const;

/** Measures read and write units, including index writes, of submit, list page, thread, reply and close: the same however many tickets there are. */
export async function measureUnits(build: string): Promise<Figure[]> {
  const stage = await setStage(build, { metered: true });
  try {
    await fill(stage.client, SMALL, open);
    const atSmall = await units(stage);
    await fill(stage.client, LARGE - SMALL, open);
    const atLarge = await units(stage);
    return Object.entries(atLarge).map(([name, measured]) =>
      exactly(
        `units of ${name} at ${LARGE.toLocaleString('en')} tickets, as at ${SMALL.toLocaleString('en')}`,
        measured,
        atSmall[name] ?? '',
      ),
    );
  } finally {
    await stage.close();
  }
}

async function units({ call, meter, asAgent, asCustomer }: Stage): Promise<Record<string, string>> {
  const list = () => call('list-tickets', { headers: asAgent, queryStringParameters: { status: 'open' } });
  await list();
  meter.take();
  const { body: answer = '' } = await call('submit-ticket', { headers: asCustomer, body });
  const submit = sum(meter.take());
  await list();
  const page = sum(meter.take());
  const pathParameters = { ticket_id: JSON.parse(answer).ticket_id };
  const headers = { ...asAgent, 'content-type': 'application/json' };
  // The agent's key is looked up once in 25 seconds, not with every request.
  const about = async (...[entry, event]: Parameters<typeof call>) => {
    await call(entry, { headers, pathParameters, ...event });
    return sum(meter.take().filter(({ table }) => table !== tables.agents));
  };
  const reply = await about('add-reply', { body: '{"kind":"reply","body":"Try again."}' });
  const thread = await about('get-ticket', {});
  const close = await about('close-ticket', {});
  return { 'a submit': submit, 'a list page': page, 'a reply': reply, 'a thread': thread, 'a close': close };
}

function sum(requests: readonly MeteredRequest[]): string {
  const total = (units: (request: MeteredRequest) => number) =>
    requests.reduce((all, request) => all + units(request), 0);
  return `${total(({ readUnits }) => readUnits)} read, ${total(({ writeUnits }) => writeUnits)} write`;
}
