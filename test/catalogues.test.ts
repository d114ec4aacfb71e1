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
  expect(writtenWords(sources, others)).toEqual([...forDevelopers, ...names, 'hint mistake'].sort());
});

it('mails have all their words in functions/core/mail/messages.ts, received ones in core/inbound/messages.ts; the command line’s are beside them', () => {
  const sources = ['functions/{core,adapters}/mail/*.ts'];
  const others = ['functions/core/mail/{messages,styles}.ts'];
  const ofSes = ['Permanent', 'Rejected: …'];
  const ofVerify = ['mail due for version … of ticket …'];
  const ofPostalMime = ['Maximum MIME nesting depth', 'Maximum header size'];
  expect(writtenWords(sources, others)).toEqual([...ofSes, ...ofVerify, ...ofPostalMime, 'Re:'].sort());
});

it('the dashboard has all its words in model/messages.ts, and in messages.ts of other folders those that load later', () => {
  const sources = ['admin-site/dashboard/**/*.{ts,tsx}'];
  const others = [
    'admin-site/dashboard/{model,desk,bulk,canned,completion,customer,export,insight,fields,files,list,notifications,palette,received,saved-views,search,team}/{,page-}messages.ts',
  ];
  const selectors = [
    '(prefers-color-scheme: dark)',
    '.list a.row',
    '.list li',
    '.row :is(.customer, .subject, .preview bdi:last-child), .letter :is(h2, .email, .author, :is(.message, .said) > *)',
    'a, button, summary',
    'input:not([type=checkbox]), textarea, select, [contenteditable]',
  ];
  const names = ['Backspace', 'Ctrl+…', 'Enter', 'Esc', 'Escape', 'Files', 'Notification', 'Range', 'Shift+…'];
  const sandbox = 'allow-scripts allow-popups allow-popups-to-escape-sandbox';
  const samples = [
    'Re: … […]',
    'curl …/api/support/contact -H "Authorization: Bearer $TOKEN" -F subject="Need help" -F message="It does not work."',
  ];
  expect(writtenWords(sources, others)).toEqual([...selectors, ...names, ...samples, sandbox].sort());
});
