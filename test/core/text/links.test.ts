import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type TextPart, textParts } from '#core/text/links.ts';

const linksOf = (text: string) => textParts(text).flatMap((part) => ('href' in part ? [[part.text, part.href]] : []));
const idPrefixesOf = (text: string) => textParts(text).flatMap((part) => ('idPrefix' in part ? [part.idPrefix] : []));

describe('a page', () => {
  it.each([
    ['See https://example.com/a?b=c#d, please.', 'https://example.com/a?b=c#d', 'https://example.com/a?b=c#d'],
    ['(http://example.com/x)', 'http://example.com/x', 'http://example.com/x'],
    ['https://en.example.org/Desk_(lamp) it is', 'https://en.example.org/Desk_(lamp)', undefined],
    ['HTTPS://EXAMPLE.COM.', 'HTTPS://EXAMPLE.COM', 'https://example.com/'],
    ['on www.example.co.uk/help!', 'www.example.co.uk/help', 'https://www.example.co.uk/help'],
    ['http://localhost:5000/x', 'http://localhost:5000/x', undefined],
    ['https://例え.jp/テスト。次', 'https://例え.jp/テスト', 'https://xn--r8jz45g.jp/%E3%83%86%E3%82%B9%E3%83%88'],
    ['https://example.com/"><script>', 'https://example.com/', undefined],
    ['https://example.com\u200f נכון', 'https://example.com', 'https://example.com/'],
  ])('is a link that ends where its address does: %s', (text, shown, href = shown) => {
    expect(linksOf(text)).toEqual([[shown, href]]);
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt://example.com/%0aalert(1)',
    'data:text/html,<b>x</b>',
    'vbscript:x',
    'file:///etc/passwd',
    'ftp://example.com/x',
    '//example.com/x',
    'main.rs, notes.md and example.com are names',
    'https://1.2.3.4.5/',
    'https://',
    'www.',
  ])("is not a link in another scheme, without one, or with a host that can't exist: %s", (text) => {
    expect(textParts(text)).toEqual([{ text }]);
  });
});

describe('an address', () => {
  it.each([
    ['Mail ann.b+c@example.com, please', 'ann.b+c@example.com', 'mailto:ann.b%2Bc@example.com'],
    ['<ann@example.com>', 'ann@example.com', undefined],
    ['mailto:ann@example.com?bcc=eve@example.net', 'mailto:ann@example.com', 'mailto:ann@example.com'],
    ['a?bcc=eve@example.net', 'a?bcc=eve@example.net', 'mailto:a%3Fbcc%3Deve@example.net'],
  ])('is a link that writes to it and no other: %s', (text, shown, href = `mailto:${shown}`) => {
    expect(linksOf(text)[0]).toEqual([shown, href]);
  });
});

describe('the number of a ticket', () => {
  it.each([
    ['#abc12345', ['abc12345']],
    ['As in #ABC12345 (see #00000001).', ['abc12345', '00000001']],
  ])('is eight hex digits after a number sign: %s', (text, numbers) => {
    expect(idPrefixesOf(text)).toEqual(numbers);
  });

  it.each([
    '#abc1234',
    '#abc123456',
    '#abc1234g',
    'x#abc12345',
    '#abc12345é',
    'abc12345',
    'https://example.com/#abc12345',
  ])('is nothing else: %s', (text) => {
    expect(idPrefixesOf(text)).toEqual([]);
  });
});

const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          'http://',
          'https://',
          'mailto:',
          'javascript:',
          'data:',
          'ftp://',
          '//',
          'www.',
          '#',
          '@',
          '/',
          '\\',
          '?',
          '&',
        ],
        ...['"', "'", '<', '>', '`', ' ', '\n', '.', ',', ':', ';', '%', '%00', '[', ']', '(', ')', '|', '{'],
        ...[
          'example.com',
          'xn--80ak6aa92e.com',
          'аpple.com',
          '例え.jp',
          'localhost',
          '127.0.0.1',
          '[::1]',
          'user:word',
        ],
        ...['\u202e', '\u2066', '\u200f', '\u200b', '\u00ad', '\ufeff', '\u2028', '\u0000', '\ud800', '。', '／', '⁄'],
        ...['abc12345', 'אבג', 'مرحبا', '👩‍👩‍👧'],
      ),
      fc.string({ maxLength: 4 }),
    ),
    { maxLength: 12 },
  )
  .map((pieces) => pieces.join(''));

const lawful = (part: TextPart): boolean => {
  if ('idPrefix' in part) return part.text.toLowerCase() === `#${part.idPrefix}`;
  if (!('href' in part)) return true;
  const { protocol, href } = new URL(part.href);
  if (/[\s\p{Cc}\p{Cf}]/u.test(part.text) || /["<>\s]/.test(part.href)) return false;
  if (protocol === 'mailto:')
    return decodeURIComponent(part.href) === `mailto:${part.text.replace(/^mailto:/i, '')}` && !/[?&,]/.test(part.href);
  const shown = /^www\./i.test(part.text) ? `https://${part.text}` : part.text;
  return /^https?:$/.test(protocol) && new URL(shown).href === href && part.href === href;
};

it('the parts of any text add up to it, and a link goes to the page or address that it shows', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const parts = textParts(text);
      expect(parts.map((part) => part.text).join('')).toBe(text);
      expect(parts.filter((part) => !lawful(part))).toEqual([]);
      expect(parts.filter((part) => part.text === '')).toEqual([]);
    }),
    {
      numRuns: 5_000,
      examples: [['https://example.com/\ud800'], ['//@\ud800xn--80ak6aa92e.com'], ['\u202ehttps://a.com/\u202c']],
    },
  );
});

it('the longest message of the worst repetitions is split without minutes of backtracking', () => {
  for (const piece of [
    'http://',
    '@a.a',
    'https://a.com/((',
    "https://a.com/'a",
    '#',
    'www.',
    'mailto:',
    'https://a.a ',
    '"',
  ]) {
    const text = piece.repeat(Math.ceil(10_000 / piece.length));
    expect(
      textParts(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  }
});
