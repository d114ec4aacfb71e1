import fc from 'fast-check';
import { expect, it } from 'vitest';
import { termsOf, wordsIn } from '#core/views/terms.ts';

it('words of plain letters are the same with and without Unicode’s rules', () => {
  const unit = fc.constantFrom(...'abXY01 \n.,:;\'"_-!?/@#()é', 'word', '12');
  fc.assert(
    fc.property(fc.array(unit), (units) => {
      const text = units.join('');
      const segments = Array.from(new Intl.Segmenter('en', { granularity: 'word' }).segment(text));
      const words = segments.filter(({ isWordLike }) => isWordLike).flatMap(({ segment }) => segment.split("'"));
      expect(wordsIn(text)).toEqual(words);
    }),
    { numRuns: 1000 },
  );
});

it('subjects that differ in case, spaces and width are the same', () => {
  expect(termsOf('  Can’t\tLOG in ')).toEqual(termsOf('can’t log in'));
  expect(termsOf('ＲＥＦＵＮＤ')).toEqual({ subject: 'refund', words: ['refund'] });
});

it('words are the first six meaningful ones, in any script, each once', () => {
  expect(termsOf('How can I get a refund? Refund for my order').words).toEqual(['refund', 'order']);
  expect(termsOf('Возврат денег за заказ').words).toEqual(['возврат', 'денег', 'заказ']);
  expect(termsOf('one1 two2 three3 four4 five5 six6 seven7').words).toHaveLength(6);
});

it.each([
  ['Hindi', 'मेरा रिफंड कब आएगा', ['रिफंड', 'आएगा']],
  ['Bengali', 'আমার টাকা ফেরত চাই', ['টাকা', 'ফেরত', 'চাই']],
  ['Thai', 'ขอคืนเงินค่าเครดิต', ['เงิน', 'เครดิต']],
  ['Tamil', 'பணம் திரும்ப வேண்டும்', ['பணம்', 'திரும்ப', 'வேண்டும்']],
  ['Chinese', '我们为什么不能退款', ['退款']],
  ['Japanese', '請求書をダウンロードできません', ['請求', 'ダウンロード']],
  ['French', "Comment résilier l'abonnement", ['résilier', 'abonnement']],
  ['German', 'Wo ist meine Rückerstattung?', ['rückerstattung']],
  ['Arabic', 'أريد استرداد المبلغ من فضلك', ['استرداد', 'المبلغ']],
])('words of %s count', (_, subject, words) => {
  expect(termsOf(subject).words).toEqual(expect.arrayContaining(words));
});

it.each([
  ['English', "Why don't you help? I can't, please"],
  ['Spanish', '¿Cómo puedo, con usted, por favor?'],
  ['Portuguese', 'Olá, por favor, como posso?'],
  ['French', 'Bonjour, pourquoi est-ce que je ne peux pas'],
  ['German', 'Hallo, warum kann ich das nicht'],
  ['Russian', 'Здравствуйте, почему мне нужно это'],
  ['Hindi', 'कृपया मुझे क्यों नहीं'],
  ['numbers', '12345 2026-11-28 4,50 ١٢٣٤'],
])('words that say nothing do not count: %s', (_, subject) => {
  expect(termsOf(subject).words).toEqual([]);
});

it('a word counts once however it is spelled, and a very long one is left out', () => {
  expect(termsOf('Café CAFE café').words).toHaveLength(1);
  expect(termsOf(`${'x'.repeat(31)} refund`).words).toEqual(['refund']);
});

it('a subject is cut between characters as people see them', () => {
  expect(termsOf(`${'x'.repeat(78)}👩‍👩‍👧‍👦`).subject).toBe('x'.repeat(78));
});

it('any subject results in few and short terms', () => {
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
