import { expect, test } from 'vitest';
import { pricingTarget } from '#site/support-form/pricing.ts';

test('the address of the pricing page includes the message', () => {
  expect(pricingTarget('https://shop.example/pricing?plan=1', 'Buy credits & more')).toBe(
    'https://shop.example/pricing?plan=1&message=Buy+credits+%26+more',
  );
});

test.each([
  'javascript:alert(1)',
  'data:text/html,x',
  ' javascript:alert(1)',
  '//evil.example',
  'pricing',
  'https://',
  '',
])('%j is not a valid pricing page', (url) => {
  expect(pricingTarget(url, 'x')).toBeUndefined();
});
