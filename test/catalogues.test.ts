import { expect, it } from 'vitest';
import { writtenWords } from './written-words.ts';

it('the customers’ side has all its words in admin-site/customer/messages.ts', () => {
  const sources = ['admin-site/{customer,support-*}/**/*.ts', 'admin-site/*.ts'];
  const others = [
    'admin-site/customer/messages.ts',
    // Written to the console, for the website's developers.
    'admin-site/customer/refused-origin.ts',
  ];
  const forDevelopers = ['The token has characters that no header can carry.'];
  const names = [
    'Bearer …',
    'Control+Enter Meta+Enter',
    'Enter',
    'Escape',
    'Range',
    'Tab',
    'application/json, text/plain',
  ];
  expect(writtenWords(sources, others)).toEqual([...forDevelopers, ...names, 'reopens mistake'].sort());
});

it('mails have all their words in functions/core/mail/messages.ts', () => {
  const sources = ['functions/{core,adapters}/mail/*.ts'];
  const others = ['functions/core/mail/{messages,styles}.ts'];
  const ofSes = ['Permanent', 'Rejected: …'];
  expect(writtenWords(sources, others)).toEqual([...ofSes, 'Re:'].sort());
});
