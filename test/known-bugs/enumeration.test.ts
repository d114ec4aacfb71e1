import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agentKeyHash } from '#adapters/dynamo/agent-key-hash.ts';
import { type Route, routes } from '#lib/routes.ts';
import type { AwsCall } from '#test/infra/aws-calls.ts';
import { recording } from '#test/infra/recording.ts';
import { type Desk, localAgents, startDesk } from '#test/local/desk.ts';

/*
 * Enumeration by error or effort (CWE-203, CWE-204): what does not exist, what is not yours and what can't exist must return
 * the same bytes after the same work. https://cheatsheetseries.owasp.org/cheatsheets/Authentication_Cheat_Sheet.html
 */

let desk: Desk;
const calls: AwsCall[] = [];
let ticket = '';

beforeAll(async () => {
  desk = await startDesk(recording((call) => calls.push(call)));
  const headers = { ...(await customer()), 'content-type': 'application/json', 'idempotency-key': 'order-1' };
  const body = JSON.stringify({ subject: 'Mine', message: 'Hello.' });
  const submitted = await fetch(`${desk.url}/api/support/contact`, { method: 'POST', headers, body });
  ticket = ((await submitted.json()) as { ticket_id: string }).ticket_id;
  // The consumers' calls for that ticket belong to no response.
  await desk.settled();
});
afterAll(() => desk.close());

const customer = async (sub = 'customer-1') => ({ authorization: `Bearer ${await desk.token({ sub })}` });

const own = '/api/support/';

/** Returns the response to a request, and its calls to AWS. */
async function observe(method: string, path: string, headers: Record<string, string>) {
  calls.length = 0;
  const reply = { body: 'Hello.', ...(!path.includes(own) && { kind: 'note' }) };
  const bodies = { replies: reply, merge: { into: ticket }, PUT: { version: 1 }, PATCH: { status: 'closed' } };
  const body = bodies[(path.split('/').at(-1) ?? '') as keyof typeof bodies] ?? bodies[method as keyof typeof bodies];
  const init = body ? { body: JSON.stringify(body) } : {};
  const response = await fetch(desk.url + path, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...init,
  });
  const { date: _, ...answered } = Object.fromEntries(response.headers);
  const asked = calls.map(({ action, name }) => `${action} on ${name}`).sort();
  return { status: response.status, headers: answered, body: await response.text(), asked };
}

/** Ids of things that aren't tickets, though some are in the same table. */
const strangers: Record<string, () => string> = {
  unknown: () => '00000000-0000-4000-8000-000000000000',
  'with one character too few': () => ticket.slice(0, -1),
  'in upper case': () => ticket.toUpperCase(),
  'with a suffix': () => `${ticket}%00`,
  'that is no UUID': () => 'x',
  'that is very long': () => 'x'.repeat(4000),
  'that is a path': () => '..%2F..%2Fagents',
  'the name of an entry of the table': () => 'ticket',
  "a ticket's own key": () => `${ticket}%23ticket`,
  "its customer's id": () => 'customer-1',
  'its Idempotency-Key': () => 'order-1',
  "the hash of an agent's key": () => agentKeyHash(desk.adminKey),
};

const doors = routes.filter(({ path }) => path.includes('{ticket_id}'));
const at = (path: string, id: string) => path.replace('{ticket_id}', id);

describe.each<Route>(doors)('$method $path', ({ method, path, touches, caller }: Route) => {
  it.each(Object.keys(strangers))('treats an id like any other unknown one: %s', async (name) => {
    const known = caller === 'agent' ? { 'x-admin-key': desk.adminKey } : await customer();
    await observe(method, at(path, strangers.unknown?.() ?? ''), known); // The key is looked up once, and trusted from then on.
    const unknown = await observe(method, at(path, strangers.unknown?.() ?? ''), known);
    expect(unknown.status).toBe(404);
    const { tickets = [] } = touches;
    expect(tickets.map((action) => `dynamodb:${action} on tickets`)).toEqual(expect.arrayContaining(unknown.asked));
    expect(await observe(method, at(path, strangers[name]?.() ?? ''), known)).toEqual(unknown);
  });
});

describe.each(doors.filter(({ caller }) => caller === 'customer'))('$method $path', ({ method, path }) => {
  it("treats another customer's ticket like one that does not exist", async () => {
    const other = await customer('u2');
    const unknown = await observe(method, at(path, strangers.unknown?.() ?? ''), other);
    expect(unknown.status).toBe(404);
    expect(await observe(method, at(path, ticket), other)).toEqual(unknown);
  });
});

describe.each(doors.filter(({ caller }) => caller === 'agent'))('$method $path', ({ method, path }) => {
  it.each(['nobody', 'the customer who wrote the ticket', 'another customer'])(
    'reveals nothing to %s',
    async (caller) => {
      const headers =
        caller === 'nobody' ? {} : caller === 'another customer' ? await customer('u2') : await customer();
      const existing = await observe(method, at(path, ticket), headers);
      expect(existing).toMatchObject({ status: 401, asked: [] });
      for (const id of Object.values(strangers))
        expect(await observe(method, at(path, id()), headers)).toEqual(existing);
    },
  );
});

describe("an agent's key", () => {
  it('that was revoked is treated like one that never existed', async () => {
    const revoked = await localAgents(desk.dynamoDb).add('Mallory');
    await localAgents(desk.dynamoDb).revoke('Mallory');
    const stats = (key: string) => observe('GET', '/api/admin/support-stats', { 'x-admin-key': key });
    const unknown = await stats('desk_unknown');
    expect(unknown).toMatchObject({ status: 401, asked: Array(2).fill('dynamodb:BatchGetItem on agents') });
    for (const key of [revoked, 'x'.repeat(4000), `${desk.adminKey} x`, desk.adminKey.slice(0, -1)]) {
      expect(await stats(key)).toEqual(unknown);
    }
  });
});
