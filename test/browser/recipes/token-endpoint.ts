import { strict as assert } from 'node:assert';

/** Checks that a website's token endpoint does what the recipes promise, and that the desk accepts its token; the tests' websites use the cookie `user=…`. */
export async function tryTokenEndpoint(website: string, desk: string): Promise<void> {
  const ask = (cookie: string) => fetch(`${website}/my/support-token`, { headers: { cookie } });
  const user = { id: 7, email: 'grace@example.com', credits: 5 };
  const response = await ask(`user=${encodeURIComponent(JSON.stringify(user))}`);
  assert.equal(response.status, 200);
  assert.match(response.headers.get('content-type') ?? '', /^text\/plain/);
  assert.equal(response.headers.get('cache-control'), 'no-store');
  const token = await response.text();
  const [, payload = ''] = token.split('.');
  assert.equal(JSON.parse(Buffer.from(payload, 'base64url').toString()).sub, '7');
  const access = await fetch(`${desk}/api/support/access`, { headers: { authorization: `Bearer ${token}` } });
  assert.deepEqual([access.status, ((await access.json()) as { email?: string }).email], [200, user.email]);
  const stranger = await ask('');
  assert.deepEqual([stranger.status, stranger.headers.get('cache-control')], [401, 'no-store']);
}
