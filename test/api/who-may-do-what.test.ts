import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { type EntryName, type Route, routes } from '#lib/routes.ts';
import { deskUnderTest, json } from './desk-under-test.ts';

const { desk, call, asAgent, submit } = deskUnderTest();

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** Every kind of caller, with their headers. The ticket in question is the paying customer's. */
const callers = {
  nobody: async () => ({}),
  'a free customer': async () => bearer(await desk().token({ sub: 'free', credits_purchased: 0 })),
  'a paying customer': async () => bearer(await desk().token({ sub: 'paying', email: 'paying@example.com' })),
  'another customer': async () => bearer(await desk().token({ sub: 'other', email: 'other@example.com' })),
  'a customer with an expired token': async () => bearer(await desk().token({ iat: 1_000_000, exp: 1_003_600 })),
  'a customer with their token as a key': async () => ({ 'x-admin-key': await desk().token({ sub: 'paying' }) }),
  'an admin': async () => ({ 'x-admin-key': desk().adminKey }),
  'an agent': async () => ({ 'x-admin-key': await agentsKey() }),
  'an agent with their key as a token': async () => bearer(desk().adminKey),
  'a revoked agent': async () => {
    const { agents } = desk();
    const key = await agents.add('Mallory');
    await agents.revoke('Mallory');
    return { 'x-admin-key': key };
  },
} satisfies Record<string, () => Promise<Record<string, string>>>;

type CallerName = keyof typeof callers;

/** The agent whom requests about an agent name. */
let agentId = '';

/** Invites an agent. */
async function invite() {
  const draft = json({ name: `Agent ${randomUUID()}`, role: 'agent' });
  const { json: invited } = await asAgent('POST', '/api/admin/agents', draft);
  return { id: invited.agent.id as string, token: invited.invitation_url.split('#token=')[1] as string };
}

let key: Promise<string> | undefined;

/** The key of an agent who is no admin. */
function agentsKey(): Promise<string> {
  key ??= invite().then(async ({ token }) => (await call('POST', '/api/invitations/accept', json({ token }))).json.key);
  return key;
}

beforeAll(async () => {
  agentId = (await invite()).id;
});

/** A response: its status, members of its body, and with a 401 the challenge of RFC 9110. */
interface Promised {
  readonly status: number;
  readonly body: unknown;
  readonly challenge?: string;
}

const refused = (status: number, problem: string, challenge?: string): Promised => ({
  status,
  body: { type: `urn:support-desk:problem:${problem}`, status },
  ...(challenge !== undefined && { challenge }),
});

const customers: Partial<Record<CallerName, string>> = {
  'a paying customer': 'paying@example.com',
  'another customer': 'other@example.com',
};

/** The callers with a valid token. */
const tokens: readonly CallerName[] = ['a free customer', 'a paying customer', 'another customer'];
/** A reply that the agent saves and then deletes. */
const CANNED_REPLY = '00000000-0000-4000-8000-0000000000e0';
/** A view that the agent saves and then deletes. */
const SAVED_VIEW = '00000000-0000-4000-8000-0000000000e1';
const savedView = { name: 'g', query: 'h', sort: 'newest', shared: false, position: 0 };
const OWNER: CallerName = 'a paying customer';

/** Returns the response that a caller must get from a route, where `id` is a ticket that exists. */
function promised({ caller, entry }: Route, name: CallerName, id: string): Promised {
  const given = granted(customers[name] ?? '', id)[entry as EntryName];
  if (caller === 'anyone') return given;
  if (caller === 'agent' || caller === 'admin') {
    const isAllowed = name === 'an agent' && caller === 'agent' && entry !== 'create-invitation';
    if (name === 'an admin' || isAllowed) return given;
    return name === 'an agent' ? refused(403, 'forbidden') : refused(401, 'invalid_key', 'X-Admin-Key');
  }
  if (caller === 'customer' && tokens.includes(name))
    return owned(entry, name === OWNER) ? given : refused(404, 'not_found');
  if (name in customers) return given;
  if (name === 'a free customer') return refused(403, 'credits_required');
  const sendsToken = ['a customer with an expired token', 'an agent with their key as a token'].includes(name);
  return refused(401, 'invalid_token', sendsToken ? 'Bearer error="invalid_token"' : 'Bearer');
}

/** Returns true if a customer may do it: with a list or uploads of their own they always may. */
const owned = (entry: string, isOwner: boolean) => isOwner || ['list-own-tickets', 'create-own-upload'].includes(entry);

/** Returns each route's response to the callers it is for. */
function granted(email: string, id: string): Record<EntryName, Promised> {
  const own = { support_level: 'Email (48h response)', email };
  const ok = (body: unknown): Promised => ({ status: 200, body });
  return {
    'submit-ticket': ok({ success: true, ticket_id: expect.any(String), ...own }),
    'check-access': ok({ allowed: true, ...own }),
    'list-own-tickets': ok(expect.any(Array)),
    'get-own-ticket': ok({ id, status: 'open', messages: [] }),
    'add-own-reply': ok({ id, status: 'open', messages: [{ author: 'you', body: 'c' }] }),
    'get-own-file': refused(404, 'not_found'),
    'create-own-upload': { status: 201, body: { upload_id: expect.any(String) } },
    'list-tickets': ok(expect.arrayContaining([expect.objectContaining({ id })])),
    'get-customer': ok({ user_id: expect.any(String), tickets: expect.any(Array) }),
    'get-ticket': ok({ id, status: 'open', version: 1 }),
    'update-ticket': ok({ id, status: 'in_progress', version: 2 }),
    'change-tickets': ok({ results: [{ id, status: 200, ticket: { id, priority: 'high' } }] }),
    'get-file': refused(404, 'not_found'),
    'create-upload': { status: 201, body: { upload_id: expect.any(String) } },
    'mark-read': { status: 204, body: undefined },
    'add-reply': ok({ id, status: 'in_progress', version: 2, thread: [{ message: { body: 'd' } }] }),
    // Into none.
    'merge-ticket': refused(422, 'invalid_fields'),
    'unmerge-ticket': ok({ id, merged_into: null }),
    'close-ticket': ok({ success: true, message: 'Ticket closed' }),
    // This desk has sent no mail that failed.
    'resend-mail': refused(409, 'mail_not_resendable'),
    'list-suppressed-addresses': ok({ addresses: [] }),
    'allow-address': ok({ success: true }),
    'list-canned-replies': ok(expect.any(Array)),
    'save-canned-reply': ok({ id: CANNED_REPLY, name: 'e', body: 'f' }),
    'delete-canned-reply': ok({ success: true }),
    'list-saved-views': ok(expect.any(Array)),
    'put-saved-view': ok({ id: SAVED_VIEW, ...savedView }),
    'delete-saved-view': ok({ success: true }),
    'list-held-mail': ok(expect.any(Array)),
    // This desk has received no mail.
    'get-original': refused(404, 'not_found'),
    'get-formatted-mail': refused(404, 'not_found'),
    'accept-held-mail': refused(404, 'not_found'),
    'get-held-original': refused(404, 'not_found'),
    'delete-held-mail': { status: 204, body: undefined },
    'block-sender': ok({ success: true }),
    'allow-sender': ok({ success: true }),
    'get-stats': ok({ total: expect.any(Number), agent: expect.any(String) }),
    'get-me': ok({ agent: { id: expect.any(String) }, key: { id: expect.any(String) }, mail: expect.any(Object) }),
    'list-agents': ok({ agents: expect.any(Array) }),
    'invite-agent': { status: 201, body: { agent: { role: 'agent' }, invitation_url: expect.any(String) } },
    // Of themselves it is granted: team.test.ts.
    'create-invitation': { status: 201, body: { invitation_url: expect.any(String) } },
    'change-agent': ok({ id: agentId, role: 'agent' }),
    'deactivate-agent': ok({ id: agentId, active: false }),
    'accept-invitation': refused(410, 'invitation_spent'),
    'check-health': ok({ status: 'ok' }),
    'refuse-unknown-route': refused(404, 'not_found'),
  };
}

const upload = { name: 'a.txt', type: 'text/plain', size: 1 };

const bodies: Partial<Record<EntryName, object>> = {
  'merge-ticket': { into: '00000000-0000-4000-8000-0000000000e2' },
  'submit-ticket': { subject: 'a', message: 'b' },
  'add-own-reply': { body: 'c' },
  'create-own-upload': upload,
  'create-upload': upload,
  'add-reply': { body: 'd', kind: 'reply' },
  'save-canned-reply': { name: 'e', body: 'f' },
  'put-saved-view': savedView,
  'update-ticket': { status: 'in_progress' },
  'mark-read': { version: 1 },
  'accept-held-mail': {},
  'change-agent': { role: 'agent' },
  'accept-invitation': { token: 'unknown' },
};

/** Sends a route a valid request about a ticket. */
async function knock({ method, path, entry }: Route, headers: Record<string, string>, id: string) {
  const address =
    method === '$default'
      ? '/api/nothing'
      : path
          .replace('{ticket_id}', id)
          .replace('{message_id}', id)
          .replace('{mail_id}', '20261124T100000000Z-0123456789abcdef')
          .replace('{file_id}', id)
          .replace('{canned_reply_id}', CANNED_REPLY)
          .replace('{saved_view_id}', SAVED_VIEW)
          .replace('{agent_id}', agentId)
          .replace('{address}', 'paying@example.com');
  const ofThisTime: Partial<Record<EntryName, object>> = {
    'invite-agent': { name: `Agent ${randomUUID()}`, role: 'agent' },
    'change-tickets': { tickets: [{ id, version: 1 }], change: { priority: 'high' } },
  };
  const body = ofThisTime[entry as EntryName] ?? bodies[entry as EntryName];
  const init = body ? json(body, headers) : { headers };
  const answer = await call(method === '$default' ? 'GET' : method, address, init);
  const challenge = answer.headers.get('www-authenticate');
  return { status: answer.status, body: answer.json, ...(challenge !== null && { challenge }) };
}

/**
 * The callers who knock at every route. At a deployed desk, one of each kind that is let in and nobody are enough to show that each function can read keys,
 * agents and tickets: the rules for the other callers are in the same bundles, which are tested here. With `REHEARSE=everything`, all knock there, too.
 */
const knocking =
  process.env.DESK_URL === undefined || process.env.REHEARSE === 'everything'
    ? (Object.keys(callers) as CallerName[])
    : (['nobody', OWNER, 'an admin'] as const);

const doors = routes.map((route: Route) => [`${route.method} ${route.path}`, route] as const);

describe.each(knocking)('%s', (name) => {
  it.each(doors)('%s', async (_, route) => {
    const id = await submit({}, { sub: 'paying', email: 'paying@example.com' });
    const expected = promised(route, name, id);
    const answer = await knock(route, await callers[name](), id);
    expect(answer).toMatchObject(expected);
    expect(answer.challenge).toBe(expected.challenge);
    if (name === 'an admin' || name === 'an agent' || (name === OWNER && route.entry === 'add-own-reply')) return;
    const { json: ticket } = await asAgent('GET', `/api/admin/support-tickets/${id}`);
    expect(ticket).toMatchObject({ status: 'open', version: 1, user_email: 'paying@example.com' });
  });
});

describe('a ticket that does not exist', () => {
  it.each(doors.filter(([, { path }]) => path.includes('{ticket_id}')))('%s', async (_, route) => {
    const id = '00000000-0000-4000-8000-000000000000';
    for (const name of knocking) {
      const may = route.caller === 'agent' ? name === 'an agent' || name === 'an admin' : tokens.includes(name);
      const expected = may ? refused(404, 'not_found') : promised(route, name, id);
      expect(await knock(route, await callers[name](), id)).toMatchObject(expected);
    }
  });
});
