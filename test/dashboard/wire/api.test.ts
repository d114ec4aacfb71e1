import { describe, expect, it } from 'vitest';
import { nextPage } from '#site/link-header.ts';

describe('the next page of a Link header', () => {
  it.each([
    ['</api/admin/support-tickets?cursor=a>; rel="next"', '/api/admin/support-tickets?cursor=a'],
    ['</first>; rel=first, </next?a=1,2>; rel=next', '/next?a=1,2'],
    ['</x>; title="a, <b>; rel=next"; rel="prev next"', '/x'],
    ['</x>; REL="Next"', '/x'],
    ['</x>; rel="prev"', undefined],
    ['', undefined],
    [null, undefined],
  ])('%j', (header, address) => {
    expect(nextPage(header)).toBe(address);
  });
});
