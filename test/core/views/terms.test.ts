import fc from 'fast-check';
import { expect, it } from 'vitest';
import { termsOf } from '../../../functions/core/views/terms.ts';

it('subjects that differ in case, spaces and width are the same', () => {
  expect(termsOf('  Can’t\tLOG in ')).toEqual(termsOf('can’t log in'));
  expect(termsOf('ＲＥＦＵＮＤ')).toEqual({ subject: 'refund', words: ['refund'] });
});

it('words are those that tell something, in any script, each once, the first six', () => {
  expect(termsOf('How can I get a refund? Refund for my order').words).toEqual(['refund', 'order']);
  expect(termsOf('Возврат денег за заказ').words).toEqual(['возврат', 'денег', 'заказ']);
  expect(termsOf('one1 two2 three3 four4 five5 six6 seven7').words).toHaveLength(6);
});

it('whatever a customer writes, few and short terms come of it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const { subject, words } = termsOf(text);
      expect([...subject].length).toBeLessThanOrEqual(80);
      expect(words.length).toBeLessThanOrEqual(6);
      for (const word of words) expect([...word].length).toBeLessThanOrEqual(30);
      expect(termsOf(text)).toEqual({ subject, words });
    }),
  );
});
