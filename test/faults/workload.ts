import fc from 'fast-check';
import { idempotentId } from '#core/idempotency.ts';
import type { Exchange, Requests } from './exchanges.ts';

const step = fc.record({
  does: fc.constantFrom(
    ...(['submit', 'submit with key', 'close', 'close', 'change', 'change', 'change', 'get', 'get own'] as const),
    ...(['reply', 'reply', 'note', 'customer replies', 'save', 'delete', 'list'] as const),
  ),
  ticket: fc.nat(1),
  wanted: fc.constantFrom('open', 'open', 'in_progress', 'closed'),
  ifMatch: fc.constantFrom('none', 'last seen', 'last seen', 'first'),
  closes: fc.constantFrom(false, false, true),
  hasKey: fc.constantFrom(true, true, false),
});

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Two tickets, submitted without faults. */
type Pair = readonly [string, string];

/** The clients that share two tickets: enough that another agent often writes in between. */
const CLIENTS_A_PAIR = 6;

/** The steps that share a canned reply: few enough that all orders can be tried. */
const STEPS_A_CANNED_REPLY = 60;

/** The maximum number of times that something is sent with a key. */
const TRIES = 4;

/** Seeded operations by concurrent clients. */
interface Workload {
  /** The prefix of all requests' names. */
  readonly name: string;
  readonly seed: number;
  readonly operations: number;
  readonly clients: number;
}

/** Submits pairs of tickets for this many clients. */
export function submitPairs(requests: Requests, { name, clients }: Workload): Promise<Pair[]> {
  const numbers = Array.from({ length: Math.ceil(clients / CLIENTS_A_PAIR) }, (_, number) => number);
  const one = (subject: string) => submitUntilTaken(requests, subject);
  return Promise.all(
    numbers.map(async (it) => [await one(`${name} first-${it}`), await one(`${name} second-${it}`)] as const),
  );
}

/** Submits until it succeeds, even on a machine so busy that the database seems down. */
async function submitUntilTaken({ submit }: Requests, subject: string): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    const { status, body } = await submit(`${subject} try-${attempt}`, subject, subject);
    if (status === 200) return body.ticket_id;
  }
}

/** Runs a mixture of actions by agents and customers. */
export async function runWorkload(
  requests: Requests,
  pairs: readonly Pair[],
  { name, seed, operations, clients }: Workload,
) {
  const steps = fc.sample(step, { seed, numRuns: operations });
  const works = Array.from({ length: clients }, async (_, number) => {
    const pair = number % pairs.length;
    const client = { name: `${name} client-${number}`, pair: pairs[pair] as Pair, seen: new Map<string, number>() };
    for (let index = number; index < steps.length; index += clients) {
      const cannedReply = idempotentId(name, `${pair}`, `${Math.floor(index / STEPS_A_CANNED_REPLY)}`);
      await take(requests, client, `${name} request-${index}`, cannedReply, steps[index] as Step);
    }
  });
  await Promise.all(works);
}

interface Client {
  readonly name: string;
  readonly pair: Pair;
  /** The newest version that the client knows of each ticket. */
  readonly seen: Map<string, number>;
}

async function take(
  requests: Requests,
  client: Client,
  name: string,
  cannedReply: string,
  { does, ticket, wanted, ifMatch, closes, hasKey }: Step,
): Promise<void> {
  const ticketId = client.pair[ticket] as string;
  const version = { none: undefined, 'last seen': client.seen.get(ticketId), first: 1 }[ifMatch];
  const see = ({ body }: Exchange) => {
    const known = (body.ticket ?? body).version;
    if (known !== undefined) client.seen.set(ticketId, known);
  };
  const send = async (agent: string | undefined, kind: 'reply' | 'note', close: boolean) => {
    const message = { ticketId, agent, kind, body: name, close, ...(agent !== undefined && { version }) };
    if (!hasKey) return see(await requests.send(name, message));
    await untilTakenTwice(name, (attempt) => requests.send(attempt, { ...message, key: name }), see);
  };
  if (does === 'submit') await requests.submit(name, name);
  else if (does === 'submit with key') await untilTakenTwice(name, (attempt) => requests.submit(attempt, name, name));
  else if (does === 'close') await requests.close(name, ticketId);
  else if (does === 'change') see(await requests.change(name, ticketId, wanted, version));
  else if (does === 'get') see(await requests.get(name, ticketId));
  else if (does === 'get own') await requests.getOwn(name, ticketId);
  else if (does === 'reply') await send(client.name, 'reply', closes);
  else if (does === 'note') await send(client.name, 'note', closes);
  else if (does === 'customer replies') await send(undefined, 'reply', false);
  else if (does === 'save') await requests.saveCannedReply(name, cannedReply);
  else if (does === 'delete') await requests.deleteCannedReply(name, cannedReply);
  else await requests.listCannedReplies(name, cannedReply);
}

/** Sends until it succeeds twice, like someone who lost the first response. */
async function untilTakenTwice(
  name: string,
  send: (attempt: string) => Promise<Exchange>,
  see: (answer: Exchange) => void = () => {},
): Promise<void> {
  let taken = 0;
  for (let attempt = 1; attempt <= TRIES && taken < 2; attempt += 1) {
    const answer = await send(`${name} try-${attempt}`);
    see(answer);
    if (answer.status === 200) taken += 1;
  }
}
