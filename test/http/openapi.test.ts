import { createConfig, lintFromString } from '@redocly/openapi-core';
import { describe, expect, it } from 'vitest';
import { contracts, openApiDocument } from '../../functions/http/openapi.ts';
import { routes } from '../../lib/routes.ts';

const document = openApiDocument(routes);

describe('the OpenAPI document', () => {
  it('passes the linter', async () => {
    const config = await createConfig({ extends: ['recommended-strict'], rules: { 'no-server-example.com': 'off' } });
    const problems = await lintFromString({ source: JSON.stringify(document), config });
    expect(problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`)).toEqual(
      [],
    );
  });

  it('has every route of the table but the one for unknown routes, and no other', () => {
    const documented = Object.entries(document.paths).flatMap(([path, item]) =>
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
});
