import { describe, expect, it } from 'vitest';
import { unknownRoute } from '#http/edge/unknown-route.ts';

const routes = [
  ['GET', '/api/things'],
  ['GET', '/api/things/{id}'],
  ['PATCH', '/api/things/{id}'],
] as const;

describe('a request without a route', () => {
  it('gets the methods of a path that exists', () => {
    expect(unknownRoute(routes, '/api/things/1')).toMatchObject({
      refusal: 'method_not_allowed',
      message: 'This path supports GET, HEAD, PATCH.',
      headers: { allow: 'GET, HEAD, PATCH' },
    });
  });

  it.each(['/', '/api', '/api/things/', '/api/things/1/2', '/API/things', ''])('finds nothing at %j', (path) => {
    expect(unknownRoute(routes, path)).toMatchObject({
      refusal: 'not_found',
      message: 'There is nothing at this path.',
      headers: {},
    });
  });
});
