import { describe, expect, test } from 'vitest';
import { splitToken } from '#site/token-in-url.ts';

describe('the token in the URL', () => {
  test.each([
    ['https://shop.example/help#token=abc', 'abc', 'https://shop.example/help'],
    ['https://shop.example/help?lang=de#token=a.b-c_d', 'a.b-c_d', 'https://shop.example/help?lang=de'],
    ['https://shop.example/help#part=2&token=abc', 'abc', 'https://shop.example/help#part=2'],
    ['https://shop.example/help#token=', '', 'https://shop.example/help'],
  ])('is removed from %s', (url, token, rest) => {
    expect(splitToken(url)).toEqual({ token, rest });
  });

  test.each([
    'https://shop.example/',
    'https://shop.example/#pricing',
    'https://shop.example/?token=abc',
    'https://shop.example/#access_token=x',
  ])('is found nowhere else: %s stays the same', (url) => {
    expect(splitToken(url)).toEqual({ token: undefined, rest: url });
  });
});
