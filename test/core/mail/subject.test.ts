import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { confirmationSubject, oneLine, replySubject } from '#core/mail/subject.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';

const reply = (subject: string) => replySubject({ ...exampleTicket, subject });
const confirmation = (subject: string) => confirmationSubject({ ...exampleTicket, subject });

describe('a subject on one line', () => {
  it.each([
    ['👩‍👩‍👧‍👦 ❤️ 🏴󠁧󠁢󠁳󠁣󠁴󠁿', '👩‍👩‍👧‍👦 ❤️ 🏴󠁧󠁢󠁳󠁣󠁴󠁿'],
    ['می‌خواهم', 'می‌خواهم'],
    ['क्‍ष', 'क्‍ष'],
    ['two  spaces', 'two  spaces'],
    [' a\r\nBcc: x\u2028y\u2029z\0 ', 'a Bcc: x y z'],
    ['\u202egnp\u202c.\u2066exe\u2069', 'gnp . exe'],
    ['\u200eleft\u200fright\u061c', 'left right'],
  ])('%j is %j', (text, expected) => {
    expect(oneLine(text)).toBe(expected);
  });
});

describe('the subject of a reply', () => {
  it.each([
    'Need help',
    'Re: Need help',
    'RE: Need help',
    're:Need help',
    'Re : Need help',
    'AW: Need help',
    'Antw: Need help',
    'SV: Need help',
    'VS: Need help',
    'Odp: Need help',
    'YNT: Need help',
    'R: Need help',
    'RIF: Need help',
    'TR: Need help',
    'Vá: Need help',
    'ΑΠ: Need help',
    'RE[2]: Need help',
    'Re(3): Need help',
    'Re^2: Need help',
    '回复：Need help',
    '回复: Need help',
    '答复: Need help',
    '回覆：Need help',
    '返信: Need help',
    '답장: Need help',
    'Fwd: Need help',
    'WG: Need help',
    'Re: AW: RE[2]: Need help',
    'AW:Re:回复：Need help',
  ])('begins with one Re: for %j', (subject) => {
    expect(reply(subject)).toBe('Re: Need help [#abc12345]');
  });

  it.each(['Regarding: my bill', 'Aware: it hangs', 'C: drive is full', 'Tree: broken', 'Question: Re: what?'])(
    'keeps the customer’s own words: %j',
    (subject) => {
      expect(reply(subject)).toBe(`Re: ${subject} [#abc12345]`);
    },
  );

  it('is the number alone if there was nothing but prefixes', () => {
    expect(reply('Re: AW:')).toBe('Re: [#abc12345]');
  });

  it('never begins with two, and is one line', () => {
    const prefix = fc.constantFrom('Re: ', 'AW:', 'SV: ', 're[4] : ', '回复：', 'Antw:\n', ' RE: ', '\u200eRe: ');
    const subjects = fc
      .tuple(fc.array(prefix, { maxLength: 5 }), fc.string({ unit: 'binary', maxLength: 30 }))
      .map(([prefixes, text]) => prefixes.join('') + text);
    fc.assert(
      fc.property(subjects, (subject) => {
        expect(reply(subject)).toMatch(/^Re: (?!(re|aw|sv|antw|回复)\s*[:：])/i);
        expect(reply(subject)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the subject of a confirmation', () => {
  it.each([
    ['Need help', 'Need help [#abc12345]'],
    ['AW: Re: Need help', 'Re: Need help [#abc12345]'],
  ])('of %j is %j', (subject, expected) => {
    expect(confirmation(subject)).toBe(expected);
  });
});
