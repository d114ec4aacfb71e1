import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accepted, CANARY, hostile } from './hostile-cases.ts';
import { signers } from './signers.ts';
import { tokenDesk } from './token-desk.ts';

const LEAST_CASES = 45;

describe.each(signers)('where the website signs with $alg', (signer) => {
  let desk: Awaited<ReturnType<typeof tokenDesk>>;
  beforeAll(async () => {
    desk = await tokenDesk(signer);
    // The keys are fetched once, by the first who asks; from then on nothing may leave the process.
    await desk.call('access', signer.foreign({ alg: signer.alg, kid: 'k1' }, {}));
    expect(desk.connections).not.toEqual([]);
  });
  afterAll(() => desk.close());

  const cases = Object.entries(hostile)
    .map(([name, make]) => [name, make(signer)] as const)
    .filter((it): it is [string, string] => it[1] !== undefined);

  it(`there are at least ${LEAST_CASES} hostile tokens`, () => {
    expect(cases.length).toBeGreaterThanOrEqual(LEAST_CASES);
  });

  describe('a token is accepted:', () => {
    const fine = Object.entries(accepted).map(([name, make]) => [name, make(signer) ?? ''] as const);

    it.each(fine)('%s', async (_, token) => {
      expect(await desk.call('access', token)).toMatchObject({ statusCode: 200 });
      expect(await desk.call('submit', token)).toMatchObject({ statusCode: 200 });
      expect(desk.asked.splice(0)).toContain('dynamodb:PutItem');
    });
  });

  describe('a token is refused, at both doors, by a 401 that says so and touches nothing:', () => {
    it.each(cases)('%s', async (_, token) => {
      desk.asked.length = desk.connections.length = desk.logged.length = 0;
      for (const door of ['access', 'submit'] as const) {
        const { statusCode, headers, body = '' } = await desk.call(door, token);
        expect(statusCode).toBe(401);
        expect(headers).toMatchObject({
          'content-type': 'application/problem+json',
          'www-authenticate': expect.stringMatching(/^Bearer\b/),
        });
        expect(JSON.parse(body).type).toBe('urn:support-desk:problem:invalid_token');
        expectNothingOf(token, body);
      }
      expect(desk.asked).toEqual([]);
      expect(desk.connections).toEqual([]);
      expect(desk.logged).toHaveLength(2);
      expectNothingOf(token, desk.logged.join());
    });
  });

  it('and no token is refused, or accepted, while the keys cannot be had', async () => {
    const closed = await tokenDesk(signer);
    closed.takeKeysAway();
    for (const door of ['access', 'submit'] as const) {
      const { statusCode, headers } = await closed.call(door, accepted['the good token']?.(signer) ?? '');
      expect(statusCode).toBe(503);
      expect(headers).toMatchObject({ 'content-type': 'application/problem+json', 'retry-after': '5' });
    }
    expect(closed.asked.filter((action) => action.startsWith('dynamodb'))).toEqual([]);
    await closed.close();
  });

  it('and the keys were fetched once in all', () => {
    expect(desk.fetches()).toBe(1);
  });
});

/** Neither a part of the token, as it is or decoded, nor what it claims. */
function expectNothingOf(token: string, text: string): void {
  expect(text).not.toContain(CANARY);
  for (const part of token.split('.').filter((it) => it.length >= 16)) expect(text).not.toContain(part.slice(0, 16));
}
