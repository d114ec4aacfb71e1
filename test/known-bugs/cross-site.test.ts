import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { routes } from '#lib/routes.ts';
import { pricingTarget } from '#site/support-form/pricing.ts';
import { splitToken } from '#site/token-in-url.ts';
import { deskUnderTest } from '#test/api/desk-under-test.ts';

/*
 * Cross-site request forgery (CWE-352), permissive CORS (CWE-942), clickjacking (CWE-1021) and open redirects (CWE-601).
 * UVdesk's forms had no tokens: https://github.com/uvdesk/community-skeleton/issues/625
 */

const shop = 'https://www.example.com';
const { desk, call, asAgent, submit } = deskUnderTest({ settings: { allowedOrigins: [shop] } });

const foreign = [
  'https://evil.example',
  'null',
  'http://www.example.com',
  'https://www.example.com.evil.example',
  'https://www.example.com:8443',
  'https://evil.example/https://www.example.com',
  'https://WWW.EXAMPLE.COM.evil.example',
  'file://',
];

const doors = routes.filter(({ method }) => method !== '$default');

describe.each(doors)('$method $path, from a page on another site,', ({ method, path, caller }) => {
  const address = path.replace('{ticket_id}', '00000000-0000-4000-8000-000000000000');

  it.each(foreign)('is refused by its preflight: %s', async (origin) => {
    const headers = {
      origin,
      'access-control-request-method': method,
      'access-control-request-headers': 'x-admin-key,authorization,content-type',
    };
    const answer = await fetch(desk().url + address, { method: 'OPTIONS', headers });
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control-allow'))).toEqual([]);
  });

  it('accepts no credentials that a browser adds by itself', async () => {
    const headers = { cookie: `x-admin-key=${desk().adminKey}; key=${desk().adminKey}; token=${await desk().token()}` };
    const { status, headers: answered } = await call(method, address, { headers: { ...headers, origin: shop } });
    // An open route that takes a body refuses that there is none.
    const whenOpen = method === 'POST' ? 415 : 200;
    expect(status).toBe(caller === 'anyone' ? whenOpen : 401);
    expect(answered.get('access-control-allow-credentials')).toBeNull();
    expect(answered.get('set-cookie')).toBeNull();
  });
});

describe('a form on another site', () => {
  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'closes no ticket, whatever it sends without a preflight: %s',
    async (type) => {
      const id = await submit();
      const path = `/api/admin/support-tickets/${id}/close?x-admin-key=${desk().adminKey}&key=${desk().adminKey}`;
      const body = `X-Admin-Key=${desk().adminKey}&x-admin-key=${desk().adminKey}`;
      expect((await call('POST', path, { body, headers: { 'content-type': type } })).status).toBe(401);
      expect((await asAgent('GET', `/api/admin/support-tickets/${id}`)).json.status).toBe('open');
    },
  );

  it.each(['admin-support.html', 'support.html'])("can't show %s in a frame", async (page) => {
    const { headers } = await fetch(`${desk().url}/static/${page}`);
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });
});

describe('a link', () => {
  it('to the support page with a token opens the support page, whatever else it contains', () => {
    const page = 'https://desk.example.com/static/support.html';
    const part = fc.oneof(
      fc.string(),
      fc.constantFrom('//evil.example', 'javascript:alert(1)', '#', '&', '?', '%23', '@evil.example'),
    );
    fc.assert(
      fc.property(fc.array(part), fc.array(part), (query, fragment) => {
        const { href } = new URL(`${page}?${query.join('')}#a=b&token=secret-token&${fragment.join('')}`);
        const { token, rest } = splitToken(href);
        fc.pre(token === 'secret-token');
        const { origin, pathname, search } = new URL(rest);
        expect({ origin, pathname, search }).toEqual({
          origin: 'https://desk.example.com',
          pathname: '/static/support.html',
          search: new URL(href).search,
        });
        expect(rest).not.toContain('secret-token');
      }),
    );
  });

  it('to the pricing page opens http or https, or nothing', () => {
    const scheme = fc.constantFrom(
      'javascript:',
      'JaVaScRiPt:',
      'data:',
      'vbscript:',
      'blob:',
      'file:',
      '//',
      '\\\\',
      'https:',
      '\thttps:',
    );
    fc.assert(
      fc.property(scheme, fc.webUrl({ withQueryParameters: true }), fc.string(), (before, url, message) => {
        for (const address of [url, before + url, before + message]) {
          const target = readTarget(address, message);
          if (target !== undefined) expect(['http:', 'https:']).toContain(new URL(target).protocol);
        }
      }),
    );
  });
});

/** Returns the target, if any: an invalid address, the deployer's own mistake, has none either. */
function readTarget(address: string, message: string): string | undefined {
  try {
    return pricingTarget(address, message);
  } catch {
    return undefined;
  }
}
