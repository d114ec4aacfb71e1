import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashOf, idempotentId } from '#core/idempotency.ts';

describe('the id of a ticket with an idempotency key', () => {
  it('is a UUID v8 that the same customer and key always get', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (issuer, user, key) => {
        const id = idempotentId(issuer, user, key);
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(idempotentId(issuer, user, key)).toBe(id);
      }),
    );
  });

  it('differs for another customer, issuer or key, even where the parts run together', () => {
    const ids = [
      ['a', 'bc', 'd'],
      ['ab', 'c', 'd'],
      ['a', 'b', 'cd'],
      ['a', 'b,c', 'd'],
    ].map(([issuer = '', user = '', key = '']) => idempotentId(issuer, user, key));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('and the hash of its content never change between releases: stored tickets are found by them', () => {
    expect(idempotentId('https://shop.example', 'u1', 'key-1')).toBe('d37db015-e14d-814f-8651-50dabf246ee4');
    expect(hashOf('a', 'b')).toBe('0473ef2dc0d324ab659d3580c1134e9d812035905c4781fdd6d529b0c6860e13');
  });
});
