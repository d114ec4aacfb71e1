import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_RESPONSE_BYTES } from '#core/encoded-bytes.ts';
import { fitting } from '#http/edge/fitting.ts';

/** Returns what Lambda sends for a body: the body's JSON as a string in the JSON of its response. */
const sent = (body: unknown) =>
  Buffer.byteLength(JSON.stringify({ statusCode: 200, headers: {}, body: JSON.stringify(body) }));

const text = fc
  .tuple(fc.constantFrom('x', '"', '\\', '\u0001', '\n', 'é', '😀', '\ud800'), fc.nat({ max: 200_000 }))
  .map(([character, count]) => character.repeat(count));

describe('the items that fit into a response', () => {
  it('are as many as Lambda can send besides the rest, in their order', () => {
    fc.assert(
      fc.property(
        fc.array(text, { maxLength: 12 }),
        text,
        fc.integer({ min: 200_000, max: 4_000_000 }),
        (all, rest, bytes) => {
          const fit = fitting(all, rest, bytes);
          expect(fit).toEqual(all.slice(0, fit.length));
          if (fit.length > 1) expect(sent({ rest, items: fit })).toBeLessThanOrEqual(bytes);
          if (fit.length < all.length) {
            expect(sent({ rest, items: all.slice(0, fit.length + 1) })).toBeGreaterThan(bytes - 64_000);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('are at least one, so that every page advances; none of none', () => {
    expect(fitting(['x'.repeat(MAX_RESPONSE_BYTES), 'y'], '')).toHaveLength(1);
    expect(fitting([], 'x'.repeat(MAX_RESPONSE_BYTES))).toEqual([]);
  });
});
