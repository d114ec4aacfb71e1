import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressHash, mailableAddress } from '#core/mail/address.ts';

const label = (length: number) => 'a'.repeat(length);

describe('an address that mail can be sent to', () => {
  it.each([
    'user@example.com',
    'First.Last+tag@mail.example.co.uk',
    "!#$%&'*+/=?^_`{|}~-@example.com",
    'user@xn--bcher-kva.example',
    `${label(64)}@example.com`,
    `user@${label(63)}.example`,
    `${label(62)}@${`${label(62)}.`.repeat(3)}co`,
  ])('is sent to as it is: %j', (address) => {
    expect(mailableAddress(address)).toBe(address);
  });

  it.each([
    ['ann@bücher.example', 'ann@xn--bcher-kva.example'],
    ['ann@BÜCHER.example', 'ann@xn--bcher-kva.example'],
    ['ann@例え。テスト', 'ann@xn--r8jz45g.xn--zckzah'],
    ['ann@☕.example', 'ann@xn--53h.example'],
    ['Ann@EXAMPLE.com', 'Ann@example.com'],
  ])('has its domain written for SES: %j', (address, mailable) => {
    expect(mailableAddress(address)).toBe(mailable);
  });
});

describe('an address that Amazon SES refuses is none', () => {
  it.each([
    ['a part before the @ beyond ASCII', 'jürgen@example.com'],
    ['no @', 'nobody'],
    ['two', 'a@b@example.com'],
    ['nothing before it', '@example.com'],
    ['nothing after it', 'user@'],
    ['no text', ''],
    ['a list', 'a@example.com,b@example.com'],
    ['a name', 'A <a@example.com>'],
    ['a second line', 'a@example.com\nBcc: b@example.com'],
    ['a first dot', '.user@example.com'],
    ['a last dot', 'user.@example.com'],
    ['two dots in a row', 'us..er@example.com'],
    ['quotes', '"user"@example.com'],
    ['a domain without a dot', 'user@localhost'],
    ['a domain that ends with a dot', 'user@example.com.'],
    ['a domain with an empty label', 'user@example..com'],
    ['an address in place of a domain', 'user@127.0.0.1'],
    ['such an address in wide digits', 'user@１２７.１'],
    ['such an address in brackets', 'user@[127.0.0.1]'],
    ['a port', 'user@example.com:25'],
    ['a path', 'user@example.com/path'],
    ['a path in wide characters', 'user@bücher／x.example'],
    ['a percent-encoded domain', 'user@%65xample.com'],
    ['a hyphen at the end of a label', 'user@example-.com'],
    ['a label of 64 characters', `user@${label(64)}.example`],
    ['65 characters before the @', `${label(65)}@example.com`],
    ['255 characters', `${label(63)}@${`${label(62)}.`.repeat(3)}co`],
  ])('%s', (_, address) => {
    expect(mailableAddress(address)).toBeUndefined();
  });
});

const anyAddress = fc
  .tuple(fc.string({ unit: 'grapheme', maxLength: 20 }), fc.string({ unit: 'grapheme', maxLength: 20 }))
  .map(([local, domain]) => `${local}@${domain}.example`);

it('whatever is written, what is sent to is one plain ASCII address, and is its own mailable form', () => {
  fc.assert(
    fc.property(fc.oneof(anyAddress, fc.emailAddress(), fc.string({ unit: 'binary' })), (address) => {
      const mailable = mailableAddress(address);
      if (mailable === undefined) return;
      expect(mailable).toMatch(/^[\x21-\x7e]{1,64}@[a-z0-9.-]+\.[a-z0-9-]+$/);
      expect(mailable.split(/[@,;<>()[\]"\\]/)).toHaveLength(2);
      expect(mailable.length).toBeLessThanOrEqual(254);
      expect(mailableAddress(mailable)).toBe(mailable);
    }),
    { numRuns: 2000 },
  );
});

it.each([
  ['Ann@Example.com', 'ann@example.com'],
  ['ann@BÜCHER.example', 'ann@xn--bcher-kva.example'],
  ['Jürgen@Example.com', 'jürgen@example.com'],
])('%j and %j are one address', (one, same) => {
  expect(addressHash(one)).toBe(addressHash(same));
  expect(addressHash(one)).toMatch(/^[\da-f]{64}$/);
});
