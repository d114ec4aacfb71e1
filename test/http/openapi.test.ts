import { createConfig, lintFromString } from '@redocly/openapi-core';
import { describe, expect, it } from 'vitest';
import { contracts, openApiDocument } from '../../functions/http/openapi.ts';
import { routes } from '../../lib/routes.ts';

const openApi = () => openApiDocument(routes);

describe('the OpenAPI document', () => {
  it('passes the linter', async () => {
    const config = await createConfig({ extends: ['recommended-strict'], rules: { 'no-server-example.com': 'off' } });
    const problems = await lintFromString({ source: JSON.stringify(openApi()), config });
    expect(problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`)).toEqual(
      [],
    );
  });

  it('has every route of the table but the one for unknown routes, and no other', () => {
    const documented = Object.entries(openApi().paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const expected = routes
      .filter(({ method }) => method !== '$default')
      .map(({ method, path }) => `${method} ${path}`);
    expect(documented.toSorted()).toEqual(expected.toSorted());
  });

  it('has a contract for every entry and an entry for every contract', () => {
    expect(Object.keys(contracts).toSorted()).toEqual(routes.map(({ entry }) => entry).toSorted());
  });

  it('is what it was, so that a change to the contract is seen by whoever reviews it', async () => {
    await expect(`${JSON.stringify(openApi(), null, 2)}\n`).toMatchFileSnapshot('openapi.json');
  });

  it('cannot be made of a route without a contract', () => {
    const [route] = routes;
    expect(() => openApiDocument([{ ...route, entry: 'escalate-ticket' }])).toThrow(
      'functions/http/openapi.ts has no contract for escalate-ticket.',
    );
  });
});
