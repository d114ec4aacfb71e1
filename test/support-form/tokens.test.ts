import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { identityOf } from '#site/customer/identity.ts';
import { readToken } from '#site/customer/read-token.ts';
import { type Supply, Tokens } from '#site/customer/tokens.ts';

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const tokenWith = (claims: object) => `${part({ alg: 'HS256' })}.${part(claims)}.signature`;

describe('the owner of a token', () => {
  const ann = { iss: 'https://shop.example', sub: 'änn?>', exp: 1, iat: 1, email: 'ann@example.com' };

  test('is the same after renewal, whatever else changes', () => {
    const renewed = { ...ann, exp: 2, iat: 2, email: 'new@example.com', credits_purchased: 5 };
    expect(identityOf(tokenWith(renewed))).toBe(identityOf(tokenWith(ann)));
  });

  test.each([{ sub: 'bob' }, { iss: 'https://other.example' }])('differs by %j', (other) => {
    expect(identityOf(tokenWith({ ...ann, ...other }))).not.toBe(identityOf(tokenWith(ann)));
  });

  test('without a subject is identified by all claims that stay the same after renewal', () => {
    const user = { uid: 7, exp: 1, iat: 1, nbf: 1, jti: 'a' };
    expect(identityOf(tokenWith({ ...user, exp: 2, iat: 2, nbf: 2, jti: 'b' }))).toBe(identityOf(tokenWith(user)));
    expect(identityOf(tokenWith({ ...user, uid: 8 }))).not.toBe(identityOf(tokenWith(user)));
  });

  test.each(['', 'opaque', 'a.b.c', `x.${part({})}x.y`])('is unlike any other if %j can’t be read', (token) => {
    expect(identityOf(token)).not.toBe(identityOf('opaque'));
    expect(identityOf(token)).not.toContain('opaque');
  });
});

describe('a value from the website', () => {
  const token = 'eyJh.eyJz.c2ln-_';
  test.each<[string, unknown]>([
    ['as plain text', token],
    ['with a line break at the end', `${token}\r\n`],
    ['split into lines', `${token.slice(0, 6)}\n${token.slice(6)}`],
    ['after a byte order mark', `\ufeff${token}`],
    ['as a JSON string', `"${token}"`],
    ['as a JSON object', `{ "token": "${token}" }`],
    ['as an object', { token }],
    ['with its scheme', `Bearer ${token}`],
    ['with all of these at once', `\ufeff{"token": "bearer  ${token}\\n"}\r\n`],
  ])('is read as a token %s', (_, given) => {
    expect(readToken(given)).toBe(token);
  });

  test.each([
    null,
    undefined,
    '',
    ' \n',
    '\ufeff',
    '""',
    'null',
    'undefined',
    { token: null },
    '{"token":""}',
    'Bearer ',
  ])('means that nobody is signed in: %j', (given) => {
    expect(readToken(given)).toBe('');
  });

  test.each([
    '<!doctype html>',
    '<html><title>Sign in</title>',
    'Internal Server Error',
    '{"error":"x"}',
    '{',
    {},
    'tökén',
  ])('is neither a token nor a sign that nobody is signed in: %j', (given) => {
    expect(readToken(given)).toBeUndefined();
  });
});

describe('the tokens of a page', () => {
  const [ann, bob] = [tokenWith({ sub: 'ann' }), tokenWith({ sub: 'bob' })];
  const none = { outcome: 'signed_out', expired: false } satisfies Supply;
  const at = (token: string) => ({ outcome: 'token', token });
  let met: (string | undefined)[];
  let tokens: Tokens;
  let warn: ReturnType<typeof vi.spyOn>;

  beforeEach(() => {
    vi.useFakeTimers();
    warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    met = [];
    tokens = new Tokens((who) => met.push(who));
  });
  afterEach(() => {
    vi.useRealTimers();
    warn.mockRestore();
  });

  test('call the callback only while there is no token, and store what it returns', async () => {
    let asked = 0;
    tokens.getToken = async () => `token${++asked}`;
    expect(await tokens.current()).toEqual(at('token1'));
    expect(await tokens.current()).toEqual(at('token1'));
    tokens.renew('token1');
    expect(await Promise.all([tokens.current(), tokens.current()])).toEqual([at('token2'), at('token2')]);
  });

  test('keep a token that replaced the refused one', async () => {
    tokens.set('new');
    tokens.renew('old');
    tokens.refuse('old', 'expired');
    expect(await tokens.current()).toEqual(at('new'));
    expect(warn).not.toHaveBeenCalled();
  });

  test('prefer a token that is set while the callback is pending', async () => {
    const late = Promise.withResolvers<string>();
    tokens.getToken = () => late.promise;
    const asked = tokens.current();
    tokens.set(ann);
    late.resolve(bob);
    expect(await asked).toEqual({ outcome: 'moot' });
    expect(await tokens.current()).toEqual(at(ann));
    expect(met).toEqual([identityOf(ann)]);
  });

  test('wait ten seconds for a script that may still set something; then nobody is signed in', async () => {
    const asked = tokens.current();
    await vi.advanceTimersByTimeAsync(9_999);
    expect(met).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(await asked).toEqual(none);
    tokens.getToken = () => ann;
    expect(await tokens.current()).toEqual(at(ann));
  });

  test.each<[string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('broken');
      },
    ],
    ['rejects', () => Promise.reject(new Error('broken'))],
    ['never returns', () => new Promise(() => {})],
    ['returns a page', async () => '<!doctype html>'],
  ])(
    'are unavailable if the callback %s: log the reason once, and call it again the next time',
    async (_, getToken) => {
      tokens.getToken = getToken;
      const asked = tokens.current();
      await vi.advanceTimersByTimeAsync(10_000);
      expect(await asked).toEqual({ outcome: 'try_again', cause: 'unavailable' });
      expect(warn.mock.calls).toEqual([[expect.stringContaining('getToken')]]);
      expect(met).toEqual([]);
      tokens.getToken = () => ann;
      expect(await tokens.current()).toEqual(at(ann));
    },
  );

  test('come from the property first, then from the callback, then from the endpoint', async () => {
    tokens.url = 'https://shop.example/never-asked';
    tokens.getToken = () => bob;
    tokens.set(ann);
    expect(await tokens.current()).toEqual(at(ann));
    tokens.set(null);
    expect(await tokens.current()).toEqual(at(bob));
    expect(met).toEqual([identityOf(ann), undefined, identityOf(bob)]);
  });

  test('call a new callback with the same source only when needed, and before the current token is used again', async () => {
    let asked = 0;
    const render = (token: string) => {
      tokens.getToken = () => {
        asked += 1;
        return token;
      };
    };
    render(ann);
    await tokens.current();
    for (let i = 0; i < 50; i += 1) render(bob);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect([asked, tokens.isStale]).toEqual([1, true]);
    expect(await Promise.all([tokens.current(), tokens.current()])).toEqual([at(bob), at(bob)]);
    expect(asked).toBe(2);
  });

  test('call such a callback at growing intervals while nobody is signed in', async () => {
    let [asked, token] = [0, ''];
    const render = () => {
      tokens.getToken = () => {
        asked += 1;
        return token;
      };
    };
    render();
    expect(await tokens.current()).toEqual(none);
    for (let second = 0; second < 600; second += 1) {
      render();
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(asked).toBeLessThan(30);
    token = ann;
    render();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(met).toEqual([undefined, identityOf(ann)]);
  });

  test('stay uncertain about the customer when the callback fails', async () => {
    const results: unknown[] = [ann, '<html>', bob];
    const render = () => {
      tokens.getToken = () => results.shift();
    };
    render();
    await tokens.current();
    render();
    expect(await tokens.current()).toMatchObject({ outcome: 'try_again' });
    expect(await tokens.current()).toEqual(at(bob));
  });

  test('distinguish an expired token from a sign-out', async () => {
    const results: unknown[] = [ann, null];
    tokens.getToken = () => results.shift();
    await tokens.current();
    expect(tokens.renew(ann)).toBe(true);
    expect(await tokens.current()).toEqual({ ...none, expired: true });
  });

  test('are not requested after signing out, whatever is rendered, until the customer tries again', async () => {
    const render = () => {
      tokens.getToken = () => ann;
    };
    render();
    await tokens.current();
    tokens.signOut();
    expect(await tokens.current()).toEqual({ outcome: 'signed_out', told: true });
    render();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(met).toEqual([identityOf(ann), undefined]);
    tokens.askAgain();
    expect(await tokens.current()).toEqual(at(ann));
  });

  test('log the desk’s reason when it finally refuses a token', () => {
    tokens.set(ann);
    expect(tokens.renew(ann)).toBe(false);
    tokens.refuse(ann, 'The token is for another audience.');
    expect(warn.mock.calls).toEqual([[expect.stringContaining('The token is for another audience.')]]);
  });

  test('let a waiting request continue with a token, unless it was cancelled', async () => {
    const work = new AbortController();
    const [given, other] = [tokens.next(new AbortController().signal), tokens.next(work.signal)];
    work.abort(new Error('the page moved on'));
    await expect(other).rejects.toThrow('the page moved on');
    expect(tokens.set('awaited')).toBe(true);
    await given;
  });
});
