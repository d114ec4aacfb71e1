import { createConfig, lintFromString } from '@redocly/openapi-core';
import { describe, expect, it } from 'vitest';
import { contracts } from '#http/openapi/contracts.ts';
import { openApiDocument } from '#http/openapi/openapi.ts';
import { routes } from '#lib/routes.ts';

const openApi = () => openApiDocument(routes);

describe('the OpenAPI document', () => {
  it('passes the linter', async () => {
    const config = await createConfig({ extends: ['recommended-strict'], rules: { 'no-server-example.com': 'off' } });
    const problems = await lintFromString({ source: JSON.stringify(openApi()), config });
    expect(problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`)).toEqual(
      [],
    );
  });

  it('has every route of the table except the one for unknown routes, and no other', () => {
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

  it('matches its snapshot, so that a review shows every change to the contract', async () => {
    await expect(`${JSON.stringify(openApi(), null, 2)}\n`).toMatchFileSnapshot('openapi.json');
  });

  it('gives each media type of a body a schema of its own, so that a generated client can tell them apart', () => {
    const content = {
      'application/json': { schema: { $ref: '#/components/schemas/TicketDraft' } },
      'application/x-www-form-urlencoded': { schema: { $ref: '#/components/schemas/TicketDraftForm' } },
      'multipart/form-data': { schema: { $ref: '#/components/schemas/TicketDraftMultipart' } },
    };
    expect(openApi().paths['/api/support/contact']?.post).toMatchObject({ requestBody: { content } });
    const { TicketDraft, TicketDraftForm, TicketDraftMultipart } = openApi().components.schemas;
    expect(TicketDraftForm).toEqual(TicketDraft);
    const file = { type: 'array', items: { type: 'string', format: 'binary' } };
    const { properties, ...rest } = TicketDraft as { readonly properties: object };
    expect(TicketDraftMultipart).toEqual({ ...rest, properties: { ...properties, file } });
  });

  it('has patterns that engines without Unicode properties can read', () => {
    const patterns = [...JSON.stringify(openApi()).matchAll(/"pattern":("(?:\\.|[^"])*")/g)].map(([, json = '']) =>
      JSON.parse(json),
    );
    expect(patterns.length).toBeGreaterThan(10);
    for (const pattern of patterns) {
      expect(pattern).not.toMatch(/\\p|\\u\{|\(\?|\\s/i);
      for (const flags of ['', 'u']) expect(() => new RegExp(pattern, flags)).not.toThrow();
    }
  });

  it("can't be generated from a route without a contract", () => {
    const [route] = routes;
    expect(() => openApiDocument([{ ...route, entry: 'escalate-ticket' }])).toThrow(
      'functions/http/openapi/openapi.ts has no contract for escalate-ticket.',
    );
  });
});
