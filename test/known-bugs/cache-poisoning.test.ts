import { describe, expect, it } from 'vitest';
import { routes } from '#lib/routes.ts';
import { deskUnderTest, json } from '#test/api/desk-under-test.ts';
import { deskTemplate, resource } from '#test/infra/desk-template.ts';

/*
 * Cache poisoning and deception by the CDN (CWE-349, CWE-525): a response meant for one caller, or shaped by a header outside
 * the cache's key, served to others. https://portswigger.net/research/practical-web-cache-poisoning
 */

const { desk, call, submit } = deskUnderTest();

const template = deskTemplate();
const distribution = resource(template, 'AWS::CloudFront::Distribution').Properties.DistributionConfig;
const behaviors = [distribution.DefaultCacheBehavior, ...distribution.CacheBehaviors];
const apiOrigin = behaviors.find(({ PathPattern }) => PathPattern === '/api/*').TargetOriginId;

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
/** Its key is the path and the encoding: no header, no cookie, no query. */
const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';

describe('CloudFront', () => {
  it('caches no response of the API, not even under another path', () => {
    const toApi = behaviors.filter(({ TargetOriginId }) => TargetOriginId === apiOrigin);
    expect(toApi.map(({ PathPattern, CachePolicyId }) => [PathPattern, CachePolicyId])).toEqual([
      ['/api/*', CACHING_DISABLED],
    ]);
    // The first matching pattern wins: no path of the API can be mistaken for a file.
    expect(distribution.CacheBehaviors[0].PathPattern).toBe('/api/*');
  });

  it('requests files only by what is in its cache key', () => {
    const files = behaviors.filter(({ TargetOriginId }) => TargetOriginId !== apiOrigin);
    expect(files).toHaveLength(4);
    for (const behavior of files) {
      expect(behavior.CachePolicyId).toBe(CACHING_OPTIMIZED);
      expect(behavior.OriginRequestPolicyId).toBeUndefined();
      expect(behavior.ForwardedValues).toBeUndefined();
      expect(behavior.LambdaFunctionAssociations).toBeUndefined();
      expect(behavior.AllowedMethods ?? ['GET', 'HEAD']).toEqual(['GET', 'HEAD']);
    }
  });

  it('handles any other path by the path alone', () => {
    const { FunctionCode } = resource(template, 'AWS::CloudFront::Function').Properties;
    expect(FunctionCode.match(/event(\.\w+)+/g)).toEqual(['event.request.uri']);
  });
});

describe('every response of the API forbids caching', () => {
  const id = '00000000-0000-4000-8000-000000000000';
  const callers = {
    nobody: async () => ({}),
    'a free customer': async () => ({ authorization: `Bearer ${await desk().token({ credits_purchased: 0 })}` }),
    'a paying customer': async () => ({ authorization: `Bearer ${await desk().token()}` }),
    'an agent': async () => ({ 'x-admin-key': desk().adminKey }),
  };

  it.each(Object.entries(callers))('to %s', async (_, credentials) => {
    const existing = await submit();
    for (const { method, path } of routes) {
      // Many a path names nothing.
      const addresses = new Set(
        method === '$default' ? ['/api/x', '/x'] : [id, existing, 'x.css'].map((it) => path.replace(/\{\w+\}/, it)),
      );
      for (const address of [...addresses].flatMap((it) => [it, `${it}/style.css`, `${it}?a.js`])) {
        const headers = { ...(await credentials()), 'x-forwarded-host': 'evil.example', 'if-none-match': '"1"' };
        const init = ['POST', 'PUT', 'PATCH'].includes(method)
          ? json({ status: 'open', subject: 'a', message: 'b' }, headers)
          : { headers };
        const answer = await call(method === '$default' ? 'GET' : method, address, init);
        expect(answer.headers.get('cache-control'), `${method} ${address} ${answer.status}`).toBe('no-store');
      }
    }
  });
});
