import { randomUUID } from 'node:crypto';
import { METHODS } from 'node:http';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Answer, documented } from '#test/api/client.ts';
import { type Desk, startDesk } from '#test/local/desk.ts';
import { addressOf, bytesOf, type Call, validCalls } from './calls.ts';
import { damagedCalls } from './damaged-calls.ts';
import { type Operation, operations } from './operations.ts';
import { patience, runs } from './runs.ts';
import { hostileText } from './values.ts';
import { openLine, type WireRequest } from './wire.ts';

const RUNS = 25;

let desk: Desk;
let line: ReturnType<typeof openLine>;
const credentials: Record<string, Record<string, string>> = {};
const agents: string[] = [];
const known: Record<string, unknown[]> = {
  ticket_id: [],
  version: [1],
  // The document can't say what was uploaded.
  attachments: [[]],
  actions: [null, {}, { assignee: null, tags: ['billing'] }],
  // Few enough that there is always room for another.
  saved_view_id: ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'],
  canned_reply_id: ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'],
};

beforeAll(async () => {
  desk = await startDesk();
  line = openLine(desk.url);
  credentials.websiteToken = { authorization: `Bearer ${await desk.token()}` };
  credentials.agentKey = { 'x-admin-key': desk.adminKey };
  for (let count = 0; count <= 2 * operations.length; count += 1) agents.push(await invite());
  for (const subject of ['first', 'second', 'third']) known.ticket_id?.push(await submitWithFile(subject));
  known.after_ticket = known.ticket_id ?? [];
  const each = (known.ticket_id ?? []).map((id) => ({ id, version: 1 }));
  known.tickets = [each, each.slice(1), [...each, { id: randomUUID(), version: 999_999_999 }]];
});
// A fresh one, because a request may deactivate them; made before requests fill the team.
beforeEach(() => {
  const agent = agents.pop();
  known.agent_id = [agent];
  known.assignee = [agent, null];
});
afterAll(async () => {
  line.close();
  await desk.close();
});

async function post(path: string, credential: 'websiteToken' | 'agentKey', fields: object) {
  const headers = { ...credentials[credential], 'content-type': 'application/json' };
  return (await answerTo({ method: 'POST', path, headers, body: Buffer.from(JSON.stringify(fields)) })).json;
}

/** The file of each ticket that has one, by the ticket's id. */
const fileOf = new Map<string, string>();

async function submitWithFile(subject: string): Promise<string> {
  const form = new FormData();
  for (const [name, value] of Object.entries({ subject, message: 'Hello.' })) form.append(name, value);
  form.append('file', new File(['content'], 'a.txt'));
  const sent = new Response(form);
  const body = Buffer.from(await sent.arrayBuffer());
  const headers = { ...credentials.websiteToken, 'content-type': sent.headers.get('content-type') ?? '' };
  const { json } = await answerTo({ method: 'POST', path: '/api/support/contact', headers, body });
  const ticket = { method: 'GET', path: `/api/support/tickets/${json.ticket_id}`, headers, body: Buffer.alloc(0) };
  fileOf.set(json.ticket_id, (await answerTo(ticket)).json.attachments[0].id);
  return json.ticket_id;
}

const invite = async (): Promise<string> =>
  (await post('/api/admin/agents', 'agentKey', { name: `Agent ${randomUUID()}`, role: 'agent' })).agent.id;

/** Returns the desk's response, which must be documented, not a server error, and for its caller alone. */
async function answerTo(request: WireRequest): Promise<Answer> {
  const { status, headers, text } = await line.send(request);
  const answer = documented(request.method, request.path, status, headers, text);
  expect(status, text).toBeLessThan(500);
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  return answer;
}

const toWire = (call: Call): WireRequest => ({
  method: call.method,
  path: addressOf(call),
  headers: call.headers,
  body: bytesOf(call),
});

/** The document allows any text where only the desk can write valid ones, and can't know what was sent before. */
const unforeseeable = [
  'invalid_cursor',
  'version_mismatch',
  'idempotency_key_reused',
  'upload_quota',
  'mail_not_resendable',
  'ticket_merged',
  'invitation_spent',
];
const isForeseeable = ({ json }: Answer) =>
  !unforeseeable.some((type) => json?.type?.endsWith(`:${type}`)) &&
  !/\?q: |of another agent|one too many|together with (?:status|cursor|sort=due)|needs sort=due|no held mail|no saved view|more than 10 terms|at most 20 tags|come by email|of the same customer|snoozed_until: must be/.test(
    json?.detail,
  );

const callsOf = (operation: Operation) =>
  validCalls(operation, Object.assign({}, ...operation.credentials.map((name) => credentials[name])), known).map(
    ofOneTicket,
  );

/** The document can't say that a message or a file belongs to the ticket: its first message has the ticket's own id. */
const ofOneTicket = ({ path, ...call }: Call): Call => ({
  ...call,
  path: {
    ...path,
    ...('message_id' in path && { message_id: path.ticket_id ?? '' }),
    ...('file_id' in path && { file_id: fileOf.get(path.ticket_id ?? '') ?? '' }),
  },
});

// In reverse, so that nothing that lists or counts has to handle thousands of submitted tickets.
describe.each(operations.toReversed())('$method $path', (operation) => {
  it('executes every request that is valid by the document', { timeout: patience }, async () => {
    await fc.assert(
      fc.asyncProperty(callsOf(operation), async (call) => {
        const answer = await answerTo(toWire(call));
        if (/of the same customer/.test(answer.json?.detail)) expect(answer.status).toBe(422);
        else if (!isForeseeable(answer)) return;
        else if ('if-match' in call.headers) expect([200, 400, 412]).toContain(answer.status);
        else if (call.headers['if-none-match']?.trim() === '*') expect([304, 400, 404]).toContain(answer.status);
        else expect([200, 201, 204], JSON.stringify(answer.json)).toContain(answer.status);
      }),
      runs(RUNS),
    );
  });

  it('responds as documented whatever is wrong with the request', { timeout: patience }, async () => {
    await fc.assert(
      fc.asyncProperty(damagedCalls(operation, callsOf(operation)), (call) => answerTo(toWire(call)).then(() => true)),
      runs(RUNS),
    );
  });
});

/** CONNECT opens a tunnel, and a response to HEAD has no body. */
const methods = METHODS.filter((method) => method !== 'CONNECT' && method !== 'HEAD');
const templates = operations.map(({ path }) => path.replaceAll(/\{.+?\}/g, 'x'));

describe('any other request', () => {
  it('is refused as a problem', { timeout: patience }, async () => {
    const segments = fc.array(
      hostileText.map((text) => encodeURIComponent(text.toWellFormed())),
      { maxLength: 4 },
    );
    const path = fc.oneof(
      segments.map((all) => `/api/${all.join('/')}`),
      fc.constantFrom(...templates),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...methods), path, async (method, address) => {
        fc.pre(!operations.some((it) => it.method === method && it.path === address));
        const { status } = await answerTo({ method, path: address });
        expect([401, 404, 405]).toContain(status);
      }),
      runs(RUNS),
    );
  });
});
