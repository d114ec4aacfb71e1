import { expect, test } from 'vitest';
import { pricingTarget } from '#site/support-form/pricing.ts';

test('the way to the prices carries the message', () => {
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
])('no way leads to %j', (url) => {
  expect(pricingTarget(url, 'x')).toBeUndefined();
});
