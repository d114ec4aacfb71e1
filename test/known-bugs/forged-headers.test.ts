import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '#lib/routes.ts';
import { deskUnderTest } from '#test/api/desk-under-test.ts';
import { openLine } from '#test/fuzz/wire.ts';

/*
 * Forged identity headers (CWE-290, CWE-348): what a proxy, a CDN or a framework says about a request, any caller can say too.
 * `X-Original-URL` and `X-Rewrite-URL` replaced the path in Symfony and Zend: https://nvd.nist.gov/vuln/detail/CVE-2018-14773
 * Host-header links (CWE-644): https://github.com/getfider/fider/issues/915
 */

const { desk, asAgent, submit } = deskUnderTest();
let line: ReturnType<typeof openLine>;
beforeAll(() => {
  line = openLine(desk().url);
});
afterAll(() => line.close());

const EVIL = 'evil.example';
const tickets = '/api/admin/support-tickets';

const forged = {
  host: EVIL,
  origin: `https://${EVIL}`,
  referer: `https://${EVIL}/`,
  forwarded: `for=127.0.0.1;host=${EVIL};proto=https`,
  'x-forwarded-for': '127.0.0.1',
  'x-forwarded-host': EVIL,
  'x-forwarded-proto': 'https',
  'x-forwarded-user': 'admin',
  'x-forwarded-email': `admin@${EVIL}`,
  'x-forwarded-prefix': `//${EVIL}`,
  'x-real-ip': '127.0.0.1',
  'cf-connecting-ip': '127.0.0.1',
  'true-client-ip': '127.0.0.1',
  'cloudfront-viewer-address': '127.0.0.1:1',
  'x-user-id': 'admin',
  'x-user-email': `admin@${EVIL}`,
  'x-authenticated-user': 'admin',
  'x-amzn-oidc-identity': 'admin',
  'x-apigateway-event': '{"requestContext":{"authorizer":{"sub":"admin"}}}',
  'remote-user': 'admin',
  cookie: 'session=admin; x-admin-key=admin',
};

const rewriting = (path: string) => ({
  'x-original-url': path,
  'x-rewrite-url': path,
  'x-http-method-override': 'POST',
  'x-http-method': 'POST',
  'x-method-override': 'POST',
});

describe('headers that claim an identity', () => {
  const guarded = routes.filter(({ caller }) => caller !== 'anyone');
  const claims = { ...forged, ...rewriting('/api/health?') };
  const addressOf = async (path: string) => path.replace('{ticket_id}', await submit());

  it.each(guarded)('give no access to $method $path, all together', async ({ method, path }) => {
    expect((await line.send({ method, path: await addressOf(path), headers: claims })).status).toBe(401);
  });

  // Routes for one kind of caller have one check.
  const kinds = [...new Map(guarded.map((route) => [route.caller, route])).values()];
  it.each(kinds)('give no access to $method $path, each for itself', async ({ method, path }) => {
    const address = await addressOf(path);
    for (const [name, value] of Object.entries(claims)) {
      const { status } = await line.send({ method, path: address, headers: { [name]: value } });
      expect(status, name).toBe(401);
    }
  });

  it('do not change who wrote a ticket', async () => {
    const { authorization } = { authorization: `Bearer ${await desk().token({ sub: 'u1', email: 'u1@example.com' })}` };
    const { text } = await line.send({
      method: 'POST',
      path: '/api/support/contact',
      headers: { ...forged, authorization, 'content-type': 'application/json' },
      body: Buffer.from(JSON.stringify({ subject: 'a', message: 'b' })),
    });
    const { json: ticket } = await asAgent('GET', `${tickets}/${JSON.parse(text).ticket_id}`);
    expect(ticket).toMatchObject({ user_id: 'u1', user_email: 'u1@example.com', credits_purchased: 100 });
    expect(JSON.stringify(ticket)).not.toMatch(/admin|127\.0\.0\.1|evil/);
  });

  it('change neither path nor method', async () => {
    const id = await submit();
    const headers = { 'x-admin-key': desk().adminKey, ...rewriting(`${tickets}/${id}/close`) };
    const get = (query: string) => line.send({ method: 'GET', path: `${tickets}/${id}${query}`, headers });
    expect((await get('?_method=POST')).status).toBe(422);
    const { status, text } = await get('');
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ id, status: 'open', version: 1 });
  });
});

describe('the host that a caller sends', () => {
  const callers = {
    nobody: async () => ({}),
    'a free customer': async () => ({ authorization: `Bearer ${await desk().token({ credits_purchased: 0 })}` }),
    'a paying customer': async () => ({ authorization: `Bearer ${await desk().token()}` }),
    'an agent': async () => ({ 'x-admin-key': desk().adminKey }),
  };

  it.each(Object.entries(callers))('is in no response to %s', async (_, credentials) => {
    const ids = [await submit(), await submit()];
    for (const { method, path } of routes) {
      const address = method === '$default' ? '/nothing' : `${path.replace('{ticket_id}', ids[0] ?? '')}?`;
      const query = path === tickets ? 'limit=1&status=all' : '';
      const { headers, text } = await line.send({
        method: method === '$default' ? 'GET' : method,
        path: address + query,
        headers: { ...forged, ...(await credentials()), 'content-type': 'application/json' },
        body: Buffer.from(JSON.stringify(method === 'PATCH' ? { status: 'open' } : { subject: 'a', message: 'b' })),
      });
      expect(text + JSON.stringify([...headers])).not.toContain(EVIL);
    }
  });

  it('affects no link: the next page is a path, the pricing page its configured address', async () => {
    await submit();
    const key = { 'x-admin-key': desk().adminKey };
    const { headers } = await line.send({ method: 'GET', path: `${tickets}?limit=1`, headers: { ...forged, ...key } });
    expect(headers.get('link')).toMatch(/^<\/api\/admin\/support-tickets\?[^>]+>; rel="next"$/);
    const authorization = `Bearer ${await desk().token({ credits_purchased: 0 })}`;
    const path = `/api/support/access?pricing_url=https://${EVIL}&redirect=//${EVIL}`;
    const { text } = await line.send({ method: 'GET', path, headers: { ...forged, authorization } });
    expect(JSON.parse(text).pricing_url).toBe(`${desk().url}/pricing`);
  });
});
