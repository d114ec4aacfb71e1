import { randomUUID } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoCannedReplies } from '#adapters/dynamo/dynamo-canned-replies.ts';
import { documentClient } from '#adapters/dynamo/dynamo-client.ts';
import { dynamoThreadStore } from '#adapters/dynamo/dynamo-thread-store.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { entryIdAt } from '#adapters/entry-id.ts';
import { randomPause } from '#adapters/random-pause.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { saveCannedReply } from '#core/canned/canned-reply.ts';
import { DeskError } from '#core/errors.ts';
import { addMessage } from '#core/ticket/add-message.ts';
import { byAgent } from '#core/ticket/author.ts';
import { changeFields } from '#core/ticket/change-fields.ts';
import type { ThreadStore, TicketStore } from '#core/ticket/ports.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { ifMatch } from '#http/ticket/if-match.ts';
import { startEngine } from '#test/adapters/dynamo/engine.ts';
import { agentNamed } from '#test/core/agents/agent-named.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { type CannedInput, cannedReplyAsPromised } from './canned-reply-as-promised.ts';
import { type Fate, fatesUnder } from './fates.ts';
import { type FaultyProxy, startFaultyProxy } from './faulty-proxy.ts';
import { isLinearizable, type Operation } from './linearizability.ts';
import { type Action, type Input, type Seen, type StoredEntry, threadAsPromised } from './thread-as-promised.ts';

/** `HISTORIES` of each kind, with 8 clients each. */
const HISTORIES = Number(process.env.HISTORIES ?? 12);
const CLIENTS = 8;
const STEPS = 3;
/** Concurrent histories, each on a ticket of its own. */
const AT_A_TIME = 15;

let engine: Awaited<ReturnType<typeof startEngine>>;
let proxy: FaultyProxy;
let client: DynamoDBDocumentClient;
beforeAll(async () => {
  engine = await startEngine();
  proxy = await startFaultyProxy(engine.endpoint);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  client = documentClient({ endpoint: proxy.endpoint, region: 'eu-central-1', credentials });
});
afterAll(async () => {
  await proxy.close();
  await engine.close();
});

/** Returns the steps of each client, all under the same sequence of faults. */
const plansOf = <Step>(step: fc.Arbitrary<Step>) => {
  const plan = fc.array(step, { minLength: STEPS, maxLength: STEPS });
  return fc.array(plan, { minLength: CLIENTS, maxLength: CLIENTS });
};

/** Returns all faults in turn, except those that take seconds or stop everyone. */
function quickFates(seed: number): (operation: string) => Fate {
  const courses = (['dropped before', 'dropped after', 'truncated JSON', '500', 'TransactionConflict'] as const).map(
    (fault) => fatesUnder(fault, seed),
  );
  let turn = 0;
  return (operation) => courses[turn++ % courses.length]?.(operation) ?? 'passes';
}

/** Runs an operation and records it: with what was seen, without if its outcome is unknown, and not at all if it certainly had no effect. */
async function noted<I, O>(history: Operation<I, O>[], input: I, run: () => Promise<O>): Promise<O | undefined> {
  const from = performance.now();
  try {
    const output = await run();
    history.push({ input, from, to: performance.now(), output });
    return output;
  } catch (error) {
    if (!(error instanceof DeskError)) throw error;
    if (error.refusal === 'unavailable') history.push({ input, from });
    else if (error.refusal !== 'contended') throw error;
    return undefined;
  }
}

describe(`the concurrent use of a ticket and its thread by ${CLIENTS} clients, under faults`, () => {
  const step = fc.record({
    does: fc.constantFrom('close', 'reopen', 'reply', 'reply', 'note', 'customer replies', 'get'),
    closes: fc.constantFrom(false, false, true),
    saysWhatItRead: fc.boolean(),
    /** The second attempt with the same key, if any: after the first response, or at once. */
    again: fc.constantFrom('not', 'then', 'at once'),
  });
  type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

  interface Stores {
    readonly tickets: TicketStore;
    readonly threads: ThreadStore;
  }
  const stores = (): Stores => ({
    tickets: dynamoTicketStore(engine.tables.tickets, client),
    threads: dynamoThreadStore(engine.tables.tickets, client),
  });

  const seenOf = ({ status, version, updatedAt }: Ticket): Seen => ({ status, version, updatedAt });

  async function act(world: Stores, id: string, input: Input): Promise<Seen> {
    if (input.does === 'get') {
      const read = await world.threads.thread(id);
      if (!read) throw new Error('The ticket is gone.');
      return { ...seenOf(read.ticket), thread: read.entries.map(({ body }) => body ?? null) };
    }
    const whole = { ...world, clock: systemClock, newEntryId: entryIdAt, pause: randomPause };
    try {
      return seenOf(await change(whole, id, input));
    } catch (error) {
      if (!(error instanceof DeskError && error.refusal === 'version_mismatch')) throw error;
      const { status, version } = error.members.ticket as Ticket;
      return { status, version, isRefused: true };
    }
  }

  async function change(world: Parameters<typeof addMessage>[0] & Stores, id: string, input: Action): Promise<Ticket> {
    const agent = agentNamed(input.agent ?? '');
    const header = input.version === undefined ? undefined : `"${input.version}"`;
    const precondition = ifMatch(header, { agent, threads: world.threads });
    if (input.does === 'change') {
      return (await changeFields(world, id, { status: input.wanted }, agent, { precondition })).ticket;
    }
    const { kind, body, close } = input;
    const author = input.agent === undefined ? ({ type: 'customer' } as const) : byAgent(agent);
    return (await addMessage(world, id, { kind, author, body, close, idempotencyKey: body }, { precondition })).ticket;
  }

  function inputOf({ does, closes, saysWhatItRead }: Step, agent: string, read: number | undefined): Input {
    const version = saysWhatItRead ? read : undefined;
    if (does === 'get') return { does };
    if (does === 'close' || does === 'reopen') {
      return { does: 'change', agent, wanted: does === 'close' ? 'closed' : 'open', version };
    }
    const message = { does: 'message', body: randomUUID() } as const;
    if (does === 'customer replies') return { ...message, kind: 'reply', close: false };
    return { ...message, agent, kind: does, close: closes, version };
  }

  /** Returns what the clients of some stores see of one ticket when each takes its steps. */
  async function historyOf(world: Stores, plans: readonly (readonly Step[])[]) {
    const id = randomUUID();
    const createdAt = systemClock.timestamp();
    const well = dynamoTicketStore(engine.tables.tickets, engine.client);
    await well.add({ ...exampleTicket, id, createdAt, updatedAt: createdAt });
    const history: Operation<Input, Seen>[] = [];
    await Promise.all(
      plans.map(async (plan, number) => {
        let read: number | undefined;
        for (const one of plan) {
          const input = inputOf(one, `client ${number}`, read);
          const send = () => noted(history, input, () => act(world, id, input));
          const first = send();
          const second = one.again === 'at once' ? send() : undefined;
          const answers = [await first, await second, one.again === 'then' ? await send() : undefined];
          read = answers.findLast((answer) => answer !== undefined)?.version ?? read;
        }
      }),
    );
    return { id, history };
  }

  /** Returns seeded histories of some stores, each with the specification that includes what is stored at the end. */
  async function histories(world: Stores, seed: number, count: number) {
    proxy.decideBy(quickFates(seed));
    const plans = fc.sample(plansOf(step), { seed, numRuns: count });
    const made = [];
    for (let next = 0; next < plans.length; next += AT_A_TIME) {
      const batch = plans.slice(next, next + AT_A_TIME);
      made.push(...(await Promise.all(batch.map((one) => historyOf(world, one)))));
    }
    await proxy.settled();
    return Promise.all(made.map(atLast));
  }

  async function atLast({ id, history }: Awaited<ReturnType<typeof historyOf>>) {
    const threads = dynamoThreadStore(engine.tables.tickets, engine.client);
    const { ticket, entries = [] } = (await threads.thread(id)) ?? {};
    if (!ticket) throw new Error('The ticket is gone.');
    const stored = entries.map(({ author, kind, body = null, changes, createdAt }) => ({
      agent: author.type === 'agent' ? author.name : undefined,
      kind: kind as StoredEntry['kind'],
      body,
      changesStatus: changes.length > 0,
      createdAt,
    }));
    const last = { input: { does: 'get' }, from: Infinity, to: Infinity, output: seenOf(ticket) } as const;
    return { history: [...history, last], promised: threadAsPromised(ticket.createdAt, stored) };
  }

  type Made = Awaited<ReturnType<typeof histories>>;
  const inexplicable = (made: Made) => made.filter(({ history, promised }) => !isLinearizable(history, promised));

  it(`is linearizable in ${HISTORIES} histories`, { timeout: 600_000 }, async () => {
    const made = await histories(stores(), 1, HISTORIES);
    expect(made.flatMap(({ history }) => history.filter(({ to }) => to !== undefined)).length).toBeGreaterThan(
      HISTORIES * CLIENTS,
    );
    expect(inexplicable(made)).toEqual([]);
  });

  it('is not linearizable with a store that applies a decision about an older version to the newest', {
    timeout: 600_000,
  }, async () => {
    const world = stores();
    const tickets: TicketStore = {
      ...world.tickets,
      change: async (of) => {
        const before = (await world.tickets.get(of.before.id)) ?? of.before;
        const version = before.version + 1;
        return world.tickets.change({
          ...of,
          before,
          after: { ...of.after, version },
          entry: { ...of.entry, version },
        });
      },
    };
    expect(inexplicable(await histories({ ...world, tickets }, 2, 5))).not.toEqual([]);
  });

  it('is not linearizable with a store that forgets its messages', { timeout: 600_000 }, async () => {
    const world = stores();
    const threads: ThreadStore = { ...world.threads, recorded: async () => undefined };
    const tickets: TicketStore = {
      ...world.tickets,
      change: (of) => world.tickets.change({ ...of, operation: undefined }),
    };
    expect(inexplicable(await histories({ tickets, threads }, 3, 5))).not.toEqual([]);
  });
});

describe(`the concurrent use of a canned reply by ${CLIENTS} clients, under faults`, () => {
  const step = fc.constantFrom('save', 'save', 'delete', 'list');

  async function historyOf(plans: readonly (readonly CannedInput['does'][])[]) {
    const id = randomUUID();
    const cannedReplies = dynamoCannedReplies(engine.tables.tickets, client);
    const world = { cannedReplies, clock: systemClock, pause: randomPause };
    const history: Operation<CannedInput, string | null>[] = [];
    const run = async (input: CannedInput) => {
      if (input.does === 'save') await saveCannedReply(world, id, { name: 'Thanks', body: input.body });
      if (input.does === 'delete') await cannedReplies.remove(id);
      if (input.does !== 'list') return null;
      return (await cannedReplies.all()).replies.find((reply) => reply.id === id)?.body ?? null;
    };
    await Promise.all(
      plans.map(async (plan) => {
        for (const does of plan) {
          const input = does === 'save' ? { does, body: randomUUID() } : { does };
          await noted(history, input, () => run(input));
        }
      }),
    );
    return history;
  }

  it(`is linearizable in ${HISTORIES} histories`, { timeout: 600_000 }, async () => {
    proxy.decideBy(quickFates(4));
    const made = [];
    for (const plans of fc.sample(plansOf(step), { seed: 4, numRuns: HISTORIES })) made.push(await historyOf(plans));
    expect(made.flat().filter(({ to }) => to !== undefined).length).toBeGreaterThan(HISTORIES * CLIENTS);
    expect(made.filter((history) => !isLinearizable(history, cannedReplyAsPromised))).toEqual([]);
  });
});

describe('the check', () => {
  const times = ['10:00', '11:00', '12:00'];
  const open = { status: 'open', version: 1, updatedAt: '10:00' } as const;
  const closed = { status: 'closed', version: 2, updatedAt: '11:00' } as const;
  const get = { does: 'get' } as const;
  const closing = { does: 'change', agent: 'Dana', wanted: 'closed' } as const;
  const reopening = { ...closing, wanted: 'open' } as const;
  const close = { input: closing, from: 0, to: 10, output: closed } as const;
  const closeOfEve = { ...close, input: { ...closing, agent: 'Eve' } } as const;
  const note = { does: 'message', agent: 'Eve', kind: 'note', body: 'Look.', close: false } as const;
  const noted = { status: 'open', version: 2, updatedAt: '11:00' } as const;
  const noting = { input: note, from: 0, to: 10, output: noted } as const;
  const later = { from: 11, to: 12 } as const;
  const change = { agent: 'Dana', kind: 'change', changesStatus: true, body: null } as const;
  const changeOfEve = { ...change, agent: 'Eve' } as const;
  const message = { agent: 'Eve', kind: 'note', changesStatus: false, body: 'Look.' } as const;
  type Case = [string, boolean, Omit<StoredEntry, 'createdAt'>[], Operation<Input, Seen>[]];
  const cases: Case[] = [
    ['accepts what happened one after another', true, [change], [close, { input: get, ...later, output: closed }]],
    ['accepts the older ticket during a change', true, [change], [close, { input: get, from: 1, to: 2, output: open }]],
    ['refuses the older ticket after it', false, [change], [close, { input: get, ...later, output: open }]],
    [
      'refuses the same version for two changes',
      false,
      [change, change],
      [close, { input: reopening, ...later, output: { ...open, version: 2 } }],
    ],
    [
      'refuses a time other than the stored one',
      false,
      [change],
      [{ ...close, output: { ...closed, updatedAt: '11:01' } }],
    ],
    ['accepts one closing for two who requested it', true, [change], [close, close]],
    ['refuses a change that nobody requested', false, [change], [{ input: get, from: 0, to: 1, output: closed }]],
    ['refuses a change by someone else', false, [changeOfEve], [close]],
    ['accepts a message once, however often it is sent', true, [message], [noting, noting]],
    [
      'refuses it twice',
      false,
      [message, message],
      [noting, { ...noting, ...later, output: { ...noted, version: 3 } }],
    ],
    [
      'refuses a thread without it',
      false,
      [message],
      [noting, { input: get, ...later, output: { ...noted, thread: [] } }],
    ],
    [
      'accepts that Dana is refused after Eve closed the ticket',
      true,
      [changeOfEve],
      [closeOfEve, { input: { ...reopening, version: 1 }, ...later, output: { ...closed, isRefused: true } }],
    ],
    [
      'refuses that Dana is refused after a note',
      false,
      [message],
      [noting, { input: { ...closing, version: 1 }, ...later, output: { ...noted, isRefused: true } }],
    ],
    [
      'refuses that Dana reopens a ticket whose closing by Eve she has not read',
      false,
      [changeOfEve, change],
      [
        closeOfEve,
        { input: { ...reopening, version: 1 }, ...later, output: { status: 'open', version: 3, updatedAt: '12:00' } },
      ],
    ],
    [
      'accepts that a change without a response happened late',
      true,
      [change],
      [
        { input: closing, from: 0 },
        { input: get, from: 5, to: 6, output: open },
        { input: get, from: 7, to: 8, output: closed },
      ],
    ],
    [
      'accepts that it never happened',
      true,
      [],
      [
        { input: closing, from: 0 },
        { input: get, from: 5, to: 6, output: open },
      ],
    ],
    [
      'refuses that it happened before it started',
      false,
      [change],
      [
        { input: get, from: 5, to: 6, output: closed },
        { input: closing, from: 7 },
      ],
    ],
  ];
  it.each(cases)('%s', (_, expected, stored, history) => {
    const entries = stored.map((entry, index) => ({ ...entry, createdAt: String(times[index + 1]) }));
    expect(isLinearizable(history, threadAsPromised('10:00', entries))).toBe(expected);
  });
});
