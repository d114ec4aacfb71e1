import fc from 'fast-check';
import type { Requests } from './exchanges.ts';

const step = fc.record({
  does: fc.constantFrom('submit', 'submit with key', 'close', 'close', 'change', 'change', 'change', 'get'),
  ticket: fc.nat(1),
  wanted: fc.constantFrom('open', 'open', 'in_progress', 'closed'),
  ifMatch: fc.constantFrom('none', 'last seen', 'last seen', 'first'),
});

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Two tickets of a desk that is well. */
export type Pair = readonly [string, string];

/** So many clients share two tickets: enough that another agent often writes in between. */
const CLIENTS_A_PAIR = 6;

/** How often a customer sends a ticket at most. */
const TRIES = 4;

/** Pairs of tickets for so many clients. */
export async function submitPairs({ submit }: Requests, clients: number): Promise<Pair[]> {
  const one = async (name: string) => String((await submit(name, name)).body.ticket_id);
  const numbers = Array.from({ length: Math.ceil(clients / CLIENTS_A_PAIR) }, (_, number) => number);
  return Promise.all(numbers.map(async (it) => [await one(`first-${it}`), await one(`second-${it}`)] as const));
}

/** A seeded mixture of so many operations, by clients that all work at the same time. */
export async function runWorkload(
  requests: Requests,
  pairs: readonly Pair[],
  seed: number,
  operations: number,
  clients: number,
) {
  const steps = fc.sample(step, { seed, numRuns: operations });
  const works = Array.from({ length: clients }, async (_, client) => {
    const pair = pairs[client % pairs.length] as Pair;
    const seen = new Map<string, number>();
    for (let index = client; index < steps.length; index += clients) {
      await take(requests, `request-${index}`, steps[index] as Step, pair, seen);
    }
  });
  await Promise.all(works);
}

/** `seen` holds the newest version that the client knows of each ticket. */
async function take(
  requests: Requests,
  name: string,
  { does, ticket, wanted, ifMatch }: Step,
  pair: Pair,
  seen: Map<string, number>,
) {
  const id = pair[ticket] as string;
  if (does === 'submit') await requests.submit(name, name);
  else if (does === 'submit with key') await submitUntilTakenTwice(requests, name);
  else if (does === 'close') await requests.close(name, id);
  else {
    const version = { none: undefined, 'last seen': seen.get(id), first: 1 }[ifMatch];
    const { body } = does === 'get' ? await requests.get(name, id) : await requests.change(name, id, wanted, version);
    const known = (body.ticket ?? body).version;
    if (known !== undefined) seen.set(id, known);
  }
}

/** By a customer who lost the first answer, too. */
async function submitUntilTakenTwice({ submit }: Requests, name: string): Promise<void> {
  let taken = 0;
  for (let attempt = 1; attempt <= TRIES && taken < 2; attempt += 1) {
    if ((await submit(`${name}-try-${attempt}`, name, name)).status === 200) taken += 1;
  }
}
