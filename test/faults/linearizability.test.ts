import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentClient } from '../../functions/adapters/dynamo-client.ts';
import { dynamoThreadStore } from '../../functions/adapters/dynamo-thread-store.ts';
import { dynamoTicketStore } from '../../functions/adapters/dynamo-ticket-store.ts';
import { entryIdAt } from '../../functions/adapters/entry-id.ts';
import { randomPause } from '../../functions/adapters/random-pause.ts';
import { systemClock } from '../../functions/adapters/system-clock.ts';
import { changeStatus } from '../../functions/core/change-status.ts';
import { findTicket } from '../../functions/core/change-ticket.ts';
import { DeskError } from '../../functions/core/errors.ts';
import type { TicketStore } from '../../functions/core/ports.ts';
import type { Ticket } from '../../functions/core/ticket.ts';
import { startEngine } from '../adapters/engine.ts';
import { exampleTicket } from '../http/example-ticket.ts';
import { type Fate, fatesUnder } from './fates.ts';
import { type FaultyProxy, startFaultyProxy } from './faulty-proxy.ts';
import { isLinearizable, type Operation, type Specification } from './linearizability.ts';

/** `HISTORIES` of them; 8 clients in each. */
const HISTORIES = Number(process.env.HISTORIES ?? 200);
const CLIENTS = 8;
const STEPS = 3;
/** Each on a ticket of its own. */
const AT_A_TIME = 10;

type Input = 'close' | 'reopen' | 'get';
type Seen = Pick<Ticket, 'status' | 'version' | 'updatedAt'>;

/** A ticket that is closed and reopened, as the contract has it. Who made a version chose its time, which is unknown until it is seen. */
const ticketAsPromised: Specification<Partial<Seen> & Omit<Seen, 'updatedAt'>, Input, Seen> = {
  initial: { status: 'open', version: 1 },
  step(state, input, seen) {
    const wanted = ({ close: 'closed', reopen: 'open', get: state.status } as const)[input];
    const next = wanted === state.status ? state : { status: wanted, version: state.version + 1 };
    if (!seen) return next;
    const { status, version, updatedAt } = next;
    const same = status === seen.status && version === seen.version && (updatedAt ?? seen.updatedAt) === seen.updatedAt;
    return same ? seen : undefined;
  },
};

let engine: Awaited<ReturnType<typeof startEngine>>;
let proxy: FaultyProxy;
let store: TicketStore;

beforeAll(async () => {
  engine = await startEngine();
  proxy = await startFaultyProxy(engine.endpoint);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = documentClient({ endpoint: proxy.endpoint, region: 'eu-central-1', credentials });
  store = dynamoTicketStore(engine.tables.tickets, client);
});
afterAll(async () => {
  await proxy.close();
  await engine.close();
});

/** What 8 clients of a store see of one ticket when each does its steps. */
async function historyOf(
  tickets: TicketStore,
  plans: readonly (readonly Input[])[],
): Promise<Operation<Input, Seen>[]> {
  const id = randomUUID();
  const createdAt = systemClock.timestamp();
  await dynamoTicketStore(engine.tables.tickets, engine.client).add({
    ...exampleTicket,
    id,
    createdAt,
    updatedAt: createdAt,
  });
  const threads = dynamoThreadStore(engine.tables.tickets, engine.client);
  const world = { tickets, threads, clock: systemClock, newEntryId: entryIdAt, pause: randomPause };
  const run = async (input: Input, agent: { name: string }) =>
    input === 'get'
      ? findTicket(world, id)
      : (await changeStatus(world, id, input === 'close' ? 'closed' : 'open', agent)).ticket;
  const history: Operation<Input, Seen>[] = [];
  const work = async (plan: readonly Input[], client: number) => {
    for (const input of plan) {
      const from = performance.now();
      try {
        const { status, version, updatedAt } = await run(input, { name: `client ${client}` });
        history.push({ input, from, to: performance.now(), output: { status, version, updatedAt } });
      } catch (error) {
        if (!(error instanceof DeskError && error.refusal === 'unavailable')) throw error;
        history.push({ input, from });
      }
    }
  };
  await Promise.all(plans.map(work));
  return history;
}

const input = fc.constantFrom<Input>('close', 'reopen', 'close', 'reopen', 'get');
const plan = fc.array(input, { minLength: STEPS, maxLength: STEPS });
const plansOf = fc.array(plan, { minLength: CLIENTS, maxLength: CLIENTS });

/** Seeded histories of a store, all at the mercy of the same course of faults. */
async function histories(tickets: TicketStore, seed: number, count: number): Promise<Operation<Input, Seen>[][]> {
  proxy.decideBy(quickFates(seed));
  const plans = fc.sample(plansOf, { seed, numRuns: count });
  const made: Operation<Input, Seen>[][] = [];
  for (let next = 0; next < plans.length; next += AT_A_TIME) {
    const batch = plans.slice(next, next + AT_A_TIME);
    made.push(...(await Promise.all(batch.map((one) => historyOf(tickets, one)))));
  }
  return made;
}

/** All faults but those that take seconds or everybody down, in turns. */
function quickFates(seed: number): (operation: string) => Fate {
  const courses = (['dropped before', 'dropped after', 'truncated JSON', '500', 'TransactionConflict'] as const).map(
    (fault) => fatesUnder(fault, seed),
  );
  let turn = 0;
  return (operation) => courses[turn++ % courses.length]?.(operation) ?? 'passes';
}

describe(`closing and reopening by ${CLIENTS} clients at the same time, under faults`, () => {
  it(`is linearizable in ${HISTORIES} histories`, { timeout: 600_000 }, async () => {
    const seen = await histories(store, 1, HISTORIES);
    expect(seen.flat().filter(({ to }) => to !== undefined).length).toBeGreaterThan(HISTORIES * CLIENTS);
    expect(seen.filter((history) => !isLinearizable(history, ticketAsPromised))).toEqual([]);
  });

  it('is not with a store that takes what was decided upon an older version for a change of the newest', async () => {
    const broken: TicketStore = {
      ...store,
      change: async (change) => {
        const before = (await store.get(change.before.id)) ?? change.before;
        const version = before.version + 1;
        return store.change({ before, after: { ...change.after, version }, entry: { ...change.entry, version } });
      },
    };
    const seen = await histories(broken, 2, 10);
    expect(seen.filter((history) => !isLinearizable(history, ticketAsPromised))).not.toEqual([]);
  });
});

describe('the check', () => {
  const open = { status: 'open', version: 1, updatedAt: '10:00' } as const;
  const closed = { status: 'closed', version: 2, updatedAt: '11:00' } as const;
  const close = { input: 'close', from: 0, to: 10, output: closed } as const;
  const cases: [string, boolean, Operation<Input, Seen>[]][] = [
    ['accepts what happened one after the other', true, [close, { input: 'get', from: 11, to: 12, output: closed }]],
    ['accepts the older ticket during a change', true, [close, { input: 'get', from: 1, to: 2, output: open }]],
    ['refuses the older ticket after it', false, [close, { input: 'get', from: 11, to: 12, output: open }]],
    [
      'refuses the same version for two changes',
      false,
      [close, { input: 'reopen', from: 11, to: 12, output: { ...open, version: 2 } }],
    ],
    [
      'refuses two closings, each with its time',
      false,
      [close, { ...close, output: { ...closed, updatedAt: '11:01' } }],
    ],
    ['accepts one closing for two who asked for it', true, [close, close]],
    ['refuses a change of which nothing is seen', false, [{ input: 'get', from: 0, to: 1, output: closed }]],
    [
      'accepts that an unanswered change happened late',
      true,
      [
        { input: 'close', from: 0 },
        { input: 'get', from: 5, to: 6, output: open },
        { input: 'get', from: 7, to: 8, output: closed },
      ],
    ],
    [
      'accepts that it never happened',
      true,
      [
        { input: 'close', from: 0 },
        { input: 'get', from: 5, to: 6, output: open },
      ],
    ],
    [
      'refuses that it happened before it began',
      false,
      [
        { input: 'get', from: 5, to: 6, output: closed },
        { input: 'close', from: 7 },
      ],
    ],
  ];
  it.each(cases)('%s', (_, expected, history) => expect(isLinearizable(history, ticketAsPromised)).toBe(expected));
});
