import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ok } from '#http/edge/endpoint.ts';
import { readEntityTags, unlessNamed } from '#http/edge/entity-tags.ts';

const value = fc.string({
  unit: fc.constantFrom(..."!#$%&'()*+,-./09:;<=>?@AZ[\\]^_`az{|}~", '\u0080', '\u00ff'),
  maxLength: 8,
});
const tag = fc.record({ weak: fc.boolean(), value });
const blank = fc.constantFrom('', ' ', '\t', '  ');

describe('a list of entity tags', () => {
  it('has every tag that a sender wrote, whatever blanks and empty members are between them', () => {
    const member = fc.option(tag, { nil: undefined, freq: 3 });
    fc.assert(
      fc.property(fc.array(fc.tuple(blank, member, blank), { minLength: 1 }), (members) => {
        const written = members.map(([before, one, after]) =>
          one ? `${before}${one.weak ? 'W/' : ''}"${one.value}"${after}` : `${before}${after}`,
        );
        const tags = members.flatMap(([, one]) => (one ? [one] : []));
        expect(readEntityTags(written.join(','))).toEqual(tags.length > 0 ? tags : undefined);
      }),
    );
  });

  it.each(['*', ' *\t'])('%j matches all', (header) => {
    expect(readEntityTags(header)).toBe('*');
  });

  it.each(['', ',', 'x', '"', '"a" "b"', '"a";', '"a b"', 'w/"a"', '*,"a"', '"a"\n'])('%j is not one', (header) => {
    expect(readEntityTags(header)).toBeUndefined();
  });
});

describe('If-None-Match', () => {
  const answer = ok({}, { etag: '"3-abc"', link: '</next>; rel="next"' });
  const read = (header: string | undefined) => unlessNamed(header, answer);

  it.each(['"3-abc"', 'W/"3-abc"', '*', '"2", ,"3-abc"', '"a,b","3-abc"'])('%s returns 304', (header) => {
    expect(read(header)).toEqual({ headers: { etag: '"3-abc"' } });
  });

  it.each([undefined, '', '"3"', '3-abc', '"2-abc"', '"3-abc" "x"', '"x,3-abc"'])('%s does not', (header) => {
    expect(read(header)).toBe(answer);
  });
});
