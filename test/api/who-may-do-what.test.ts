import { describe, expect, it } from 'vitest';
import { type Route, routes } from '../../lib/routes.ts';
import { deskUnderTest, json } from './desk-under-test.ts';

const { desk, call } = deskUnderTest();

/** Everybody who may knock, and the headers they knock with. */
const callers = {
  nobody: async () => ({}),
  'a free customer': async () => bearer(await desk().token({ sub: 'free', credits_purchased: 0 })),
  'a paying customer': async () => bearer(await desk().token({ sub: 'paying' })),
  'a customer with an expired token': async () => bearer(await desk().token({ iat: 1_000_000, exp: 1_003_600 })),
  'a customer with their token as a key': async () => ({ 'x-admin-key': await desk().token() }),
  'an agent': async () => ({ 'x-admin-key': desk().adminKey }),
  'an agent with their key as a token': async () => bearer(desk().adminKey),
  'a revoked agent': async () => {
    const { agents } = desk();
    const key = await agents.add('Mallory');
    await agents.revoke('Mallory');
    return { 'x-admin-key': key };
  },
} satisfies Record<string, () => Promise<Record<string, string>>>;

type CallerName = keyof typeof callers;

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** The promise: who gets through to each kind of route; everybody else gets a 401, a free customer a 403. */
function expected({ caller }: Route, name: CallerName): number[] {
  if (caller === 'anyone') return [200];
  if (caller === 'agent') return name === 'an agent' ? [200, 404] : [401];
  if (name === 'a paying customer') return [200];
  return name === 'a free customer' ? [403] : [401];
}

const doors = routes
  .filter(({ method }) => method !== '$default')
  .map((route) => [`${route.method} ${route.path}`, route] as const);

describe.each(Object.keys(callers) as CallerName[])('%s', (name) => {
  it.each(doors)('%s', async (_, route) => {
    const path = route.path.replace('{ticket_id}', '00000000-0000-4000-8000-000000000000');
    const body =
      route.method === 'GET'
        ? {}
        : json({ ...(route.method === 'PATCH' ? { status: 'closed' } : { subject: 'a', message: 'b' }) });
    const headers = { ...Object.fromEntries(new Headers(body.headers)), ...(await callers[name]()) };
    const { status } = await call(route.method, path, { ...body, headers });
    expect(expected(route, name)).toContain(status);
  });
});
