import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { initials, preview, replyLink, submitCommand, visible } from '#dashboard/model/text.ts';
import { exampleTicket } from '#test/dashboard/tickets.ts';

describe('text of a customer', () => {
  it('shows control characters instead of obeying them', () => {
    expect(visible('a\x00b\x1bc\x7fd\x85e')).toBe('a␀b␛c␡d\ufffde');
    expect(visible('two\nlines\tand a tab')).toBe('two\nlines\tand a tab');
  });

  it('holds no control character but line breaks and tabs, and no half of a surrogate pair', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(visible(text)).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/);
        expect(visible(text).isWellFormed()).toBe(true);
      }),
    );
  });

  it('is previewed on one short line', () => {
    expect(preview('Hi,\r\n\r\n  it stops.')).toBe('Hi, it stops.');
    expect(preview('x'.repeat(10_000))).toHaveLength(160);
  });
});

describe('the link that answers a ticket', () => {
  it('holds address, subject and number', () => {
    const link = replyLink(exampleTicket({ subject: 'Ä & ö?' }));
    expect(link).toBe('mailto:maria@example.com?subject=Re%3A%20%C3%84%20%26%20%C3%B6%3F%20%5B%23abc12345%5D');
  });

  it('adds no recipient and no header, whatever the customer wrote', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constant('a@b.c?bcc=d@e.f&body=x\r\nBcc: g@h.i,j@k.l'));
    fc.assert(
      fc.property(text, text, (userEmail, subject) => {
        const link = replyLink(exampleTicket({ userEmail, subject }));
        const [to = '', query = '', ...more] = link.slice('mailto:'.length).split('?');
        expect(more).toEqual([]);
        expect(to).not.toMatch(/[,;&\s]/);
        const fields = new URLSearchParams(query);
        expect([...fields.keys()]).toEqual(['subject']);
        expect(fields.get('subject')).not.toMatch(/\p{Cc}/u);
      }),
    );
  });
});

it('names the desk in the command that submits a ticket', () => {
  expect(submitCommand('https://desk.example.com')).toContain('curl https://desk.example.com/api/support/contact ');
});

describe('initials', () => {
  it.each([
    ['Dana Levi', 'DL'],
    ['dana', 'D'],
    ['Anne-Marie de la Tour', 'AT'],
    ['Dana (demo)', 'D'],
    ['田中 太郎', '田太'],
    ['👩‍💻', '👩‍💻'],
    ['e\u0301ve', 'É'.normalize('NFD')],
  ])('of %j are %j', (name, short) => {
    expect(initials(name)).toBe(short);
  });
});
