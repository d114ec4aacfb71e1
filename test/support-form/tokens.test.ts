import { describe, expect, test } from 'vitest';
import { splitToken, Tokens } from '../../admin-site/customer/tokens.ts';

describe('the token in the URL', () => {
  test.each([
    ['https://shop.example/help#token=abc', 'abc', 'https://shop.example/help'],
    ['https://shop.example/help?lang=de#token=a.b-c_d', 'a.b-c_d', 'https://shop.example/help?lang=de'],
    ['https://shop.example/help#part=2&token=abc', 'abc', 'https://shop.example/help#part=2'],
    ['https://shop.example/help#token=', '', 'https://shop.example/help'],
  ])('is taken out of %s', (url, token, rest) => {
    expect(splitToken(url)).toEqual({ token, rest });
  });

  test.each([
    'https://shop.example/',
    'https://shop.example/#pricing',
    'https://shop.example/?token=abc',
    'https://shop.example/#access_token=x',
  ])('is not looked for elsewhere: %s stays as it is', (url) => {
    expect(splitToken(url)).toEqual({ token: undefined, rest: url });
  });
});

describe('the tokens of a page', () => {
  const never = new AbortController().signal;

  test('asks the callback only while there is no token, and keeps what it answers', async () => {
    const tokens = new Tokens();
    let asked = 0;
    tokens.getToken = async () => `token ${++asked}`;
    expect(await tokens.current()).toBe('token 1');
    expect(await tokens.current()).toBe('token 1');
    tokens.drop('token 1');
    expect(await tokens.current()).toBe('token 2');
  });

  test('does not forget a token that came in place of the refused one', async () => {
    const tokens = new Tokens();
    tokens.set('new');
    tokens.drop('old');
    expect(await tokens.current()).toBe('new');
  });

  test('prefers a token set while the callback was still thinking', async () => {
    const tokens = new Tokens();
    const answer = Promise.withResolvers<string>();
    tokens.getToken = () => answer.promise;
    const current = tokens.current();
    tokens.set('set meanwhile');
    answer.resolve('late');
    expect(await current).toBe('set meanwhile');
  });

  test('takes a failing callback for nobody being signed in', async () => {
    const tokens = new Tokens();
    tokens.getToken = () => Promise.reject(new Error('session expired'));
    expect(await tokens.current()).toBeUndefined();
  });

  test('tells whether a request was waiting for the token', async () => {
    const tokens = new Tokens();
    expect(tokens.set('early')).toBe(false);
    const next = tokens.next(never);
    expect(tokens.set(undefined)).toBe(false);
    expect(tokens.set('awaited')).toBe(true);
    await next;
    expect(tokens.set('late')).toBe(false);
  });

  test('has nobody waiting after the wait was given up', async () => {
    const tokens = new Tokens();
    const work = new AbortController();
    const next = tokens.next(work.signal);
    work.abort(new Error('the page moved on'));
    await expect(next).rejects.toThrow('the page moved on');
    expect(tokens.set('late')).toBe(false);
  });
});
