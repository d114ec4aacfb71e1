import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { accepted } from './accepted-cases.ts';
import { hostile, NOT_VERIFIED, UNKNOWN_KEY } from './hostile-cases.ts';
import { CANARY, good, NOW } from './made-tokens.ts';
import { signers } from './signers.ts';
import { tokenDesk, tokenEntries } from './token-desk.ts';

const LEAST_CASES = 45;
const problem = { 'content-type': 'application/problem+json' };

beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now: NOW * 1000 }));
afterAll(() => void vi.useRealTimers());

describe.each(signers)('where the website signs with $alg', (signer) => {
  let desk: Awaited<ReturnType<typeof tokenDesk>>;
  beforeAll(async () => {
    desk = await tokenDesk(signer);
    // Each entry fetches the keys once, on its first call; from then on nothing may leave the process.
    for (const name of tokenEntries) await desk.call(name, signer.foreign({ alg: signer.alg, kid: 'k1' }, {}));
    expect(desk.connections).not.toEqual([]);
  });
  afterAll(() => desk.close());

  const cases = Object.entries(hostile).flatMap(([detail, tokens]) =>
    Object.entries(tokens).flatMap(([name, make]) => {
      const token = make(signer);
      return token === undefined ? [] : [[name, token, detail] as const];
    }),
  );

  it(`there are at least ${LEAST_CASES} hostile tokens`, () => {
    expect(cases.length).toBeGreaterThanOrEqual(LEAST_CASES);
  });

  describe('a token is accepted:', () => {
    const fine = Object.entries(accepted).map(([name, make]) => [name, make(signer) ?? ''] as const);

    it.each(fine)('%s', async (_, token) => {
      for (const name of tokenEntries) expect(await desk.call(name, token)).toMatchObject({ statusCode: 200 });
      expect(desk.asked.splice(0)).toEqual(['dynamodb:PutItem']);
    });
  });

  describe('a token is refused by both entries with a 401, without any effect:', () => {
    it.each(cases)('%s', async (_, token, detail) => {
      desk.asked.length = desk.connections.length = desk.printed.length = 0;
      for (const name of tokenEntries) {
        const { statusCode, headers, body = '' } = await desk.call(name, token);
        expect(statusCode).toBe(401);
        expect(headers).toMatchObject({ ...problem, 'www-authenticate': expect.stringMatching(/^Bearer\b/) });
        expect(JSON.parse(body)).toMatchObject({
          type: 'urn:support-desk:problem:invalid_token',
          detail: detail === UNKNOWN_KEY && !signer.jwk ? NOT_VERIFIED : detail,
        });
        expectNothingOf(token, body);
      }
      expect(desk.asked).toEqual([]);
      expect(desk.connections).toEqual([]);
      expect(desk.printed).toHaveLength(tokenEntries.length);
      expectNothingOf(token, desk.printed.join());
    });
  });

  it('no token is refused or accepted while the keys are unavailable', async () => {
    const closed = await tokenDesk(signer);
    closed.takeKeysAway();
    for (const name of tokenEntries) {
      const { statusCode, headers } = await closed.call(name, good(signer));
      expect(statusCode).toBe(503);
      expect(headers).toMatchObject({ ...problem, 'retry-after': '5' });
    }
    expect(closed.asked).toEqual([]);
    await closed.close();
  });

  it('each entry fetched the keys once', () => {
    expect(desk.fetches()).toBe(tokenEntries.length);
  });
});

/** Expects no part of the token, encoded or decoded, and none of its claims. */
function expectNothingOf(token: string, text: string): void {
  expect(text).not.toContain(CANARY);
  for (const part of token.split('.').filter((it) => it.length >= 16)) expect(text).not.toContain(part.slice(0, 16));
}
