import { exactly, type Figure } from './figure.ts';
import { type MeteredRequest, rounds } from './metering-proxy.ts';
import { setStage } from './stage.ts';

const body = JSON.stringify({ subject: 'Need help', message: 'It does not work.' });

/** Counts requests to DynamoDB with a warm key cache. */
export async function measureRequests(build: string): Promise<Figure[]> {
  const stage = await setStage(build, { metered: true });
  const { call, meter, asAgent, asCustomer } = stage;
  const list = (status: string) => call('list-tickets', { headers: asAgent, queryStringParameters: { status } });
  const counted = async (work: () => Promise<unknown>): Promise<MeteredRequest[]> => {
    await work();
    meter.take();
    await work();
    return meter.take();
  };
  try {
    const submit = await counted(() => call('submit-ticket', { headers: asCustomer, body }));
    const one = await counted(() => list('open'));
    const all = await counted(() => list('all'));
    const refused = await counted(() =>
      call('submit-ticket', { headers: { ...asCustomer, authorization: 'Bearer a.b.c' }, body }),
    );
    return [
      exactly('requests of a submit', submit.length, 1),
      exactly('requests of a list of one status, the state of the views included', one.length, 2),
      exactly(`rounds of a list of all (${all.length} requests)`, rounds(all), 2),
      exactly("requests of a refused customer's token", refused.length, 0),
    ];
  } finally {
    await stage.close();
  }
}
