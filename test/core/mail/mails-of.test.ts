import { describe, expect, it } from 'vitest';
import { addressHash } from '#core/mail/address.ts';
import { mailsOf } from '#core/mail/mails-of.ts';
import type { Message } from '#core/ticket/entry.ts';
import { authorNamed } from '#test/core/agents/agent-named.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { shop, tiers } from './world.ts';

const ticket = { ...exampleTicket, userName: 'Maria', subject: 'It <hangs>', message: 'At page 12.\nSee & tell.' };
const id = ticket.id;
const message: Message = {
  id: 'm1',
  version: 2,
  kind: 'reply',
  author: authorNamed('Dana'),
  body: 'Try again.\n<b>Now</b>',
  createdAt: ticket.createdAt,
  changes: [],
};
/** The body of a page without its looks: no tables, and no attribute but `href`. */
const plain = (page = '') =>
  page
    .slice(page.indexOf('<body'))
    .replaceAll(/<\/?(body|html|table|tr|td)( [^>]*)?>/g, '')
    .replaceAll(/ (style|class|dir|role)="[^"]*"/g, '')
    .replaceAll(/\n+/g, '\n')
    .trim();
/** The mails about a ticket, or a message on it, to the address that the customer has now. */
const mails = (
  about: Partial<Parameters<typeof mailsOf>[0]> = {},
  of = shop,
  at: Parameters<typeof mailsOf>[2] = tiers,
) => mailsOf({ ticket, to: 'now@example.com', ...about }, of, at);
const only = <T>([one, ...more]: readonly T[]): T => {
  expect(more).toEqual([]);
  return one as T;
};

describe('a new ticket', () => {
  const [confirmation, notification, second, ...others] = mails();

  it('is confirmed to its customer: number, when we reply, what they wrote, where to write more', () => {
    expect(others).toEqual([]);
    expect(confirmation).toMatchObject({
      kind: 'confirmation',
      ticketId: id,
      version: 1,
      to: 'now@example.com',
      recipient: addressHash('now@example.com'),
      subject: 'It <hangs> [#abc12345]',
      automatic: true,
      text: `Hi Maria,

Thank you for getting in touch. We’ve received your message and we’ll reply within 2 days. Your ticket number is #abc12345.

You wrote:

> It <hangs>
> 
> At page 12.
> See & tell.

Anything to add? Please reply on our website instead of by email.

View or update your ticket:
https://www.example.com/support?ticket=${id}

-- 
QuickTools
`,
    });
  });

  it('is told to each admin by a mail of their own: who, what, and where to reply', () => {
    expect(notification).toMatchObject({
      kind: 'notification',
      ticketId: id,
      version: 1,
      to: 'dana@example.com',
      recipient: addressHash('dana@example.com'),
      subject: 'New ticket #abc12345: It <hangs>',
      automatic: true,
      text: `New ticket:

Ticket: #abc12345 It <hangs>
From: Maria <user@example.com>
Tier: Email (48h response)
Credits: 100

> At page 12.
> See & tell.

Reply in the dashboard:
https://desk.example.com/static/admin-support.html?ticket=${id}
`,
    });
  });

  it('is told to the second admin in the words of the first', () => {
    const own = { to: 'eve@example.com', recipient: addressHash('eve@example.com') };
    expect(second).toEqual({ ...notification, ...own });
  });

  it('in HTML says the same, with nothing of it as markup', () => {
    expect(plain(confirmation?.html)).toBe(`<div>We’ve received your message and we’ll reply within 2 days.</div>
<div>
<p>Hi Maria,</p>
<p>Thank you for getting in touch. We’ve received your message and we’ll reply within 2 days. Your ticket number is <a href="https://www.example.com/support?ticket=${id}" rel="noopener noreferrer">#abc12345</a>.</p>
<p>You wrote:</p>
<p>It &lt;hangs&gt;</p>
<p>At page 12.<br>
See &amp; tell.</p>
<p>Anything to add? Please reply on our website instead of by email.</p>
<a href="https://www.example.com/support?ticket=${id}">View or update your ticket</a>
<p>QuickTools</p>
</div>`);
    expect(notification?.html).toMatch(/>From<\/th><td [^>]*>Maria &lt;<a [^>]*>user@example.com<\/a>&gt;<\/td>/);
    expect(notification?.html).toMatch(/>user@example.com: At page 12. See &amp; tell.<\/div>/);
    expect(confirmation?.html).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(confirmation?.html).toContain('<title>QuickTools</title>');
  });

  it.each([
    [1, 'one hour'],
    [24, '24 hours'],
    [36, '36 hours'],
    [48, '2 days'],
    [50, '50 hours'],
    [168, '7 days'],
  ])('of a tier with a reply in %i hours says %s', (responseHours, words) => {
    const [mail] = mails({}, shop, [{ ...tiers[0], responseHours }]);
    expect(mail?.text).toContain(`we’ll reply within ${words}.`);
  });

  it('of a tier that is no more promises no time', () => {
    expect(mails({}, shop, [])[0]?.text).toContain('we’ll reply as soon as we can.');
  });

  it('of a customer without a name greets nobody by it', () => {
    const [mail, told] = mails({ ticket: { ...ticket, userName: null } });
    expect(mail?.text).toMatch(/^Hi,\n/);
    expect(told?.text).toContain('From: user@example.com\n');
  });
});

describe('where to reply', () => {
  const byCustomer: Message = { ...message, author: { type: 'customer' } };
  const all = (replyTo: string | undefined) =>
    [undefined, message, byCustomer].flatMap((it) => mails({ message: it }, { ...shop, replyTo }));
  const toCustomers = (replyTo: string | undefined) => all(replyTo).filter(({ kind }) => kind !== 'notification');

  it('is the website alone for customers of a shop that takes no mail', () => {
    expect(toCustomers(undefined)).toHaveLength(2);
    for (const mail of toCustomers(undefined)) {
      expect(mail.replyTo).toBeUndefined();
      expect(mail.text).toMatch(/Please reply on our website instead of by email\./);
      expect(mail.text).toContain(`https://www.example.com/support?ticket=${id}`);
    }
  });

  it('is an address, too, for those of a shop that has one', () => {
    for (const mail of toCustomers('help@example.com')) {
      expect(mail.replyTo).toBe('help@example.com');
      expect(mail.text).toMatch(/[Rr]eply to this email or on our website\./);
      expect(mail.text).not.toContain('instead of');
    }
  });

  it('is the dashboard for admins', () => {
    for (const replyTo of [undefined, 'help@example.com']) {
      const notifications = all(replyTo).filter(({ kind }) => kind === 'notification');
      expect(notifications).toHaveLength(4);
      for (const mail of notifications) {
        expect(mail.replyTo).toBeUndefined();
        expect(mail.text).toContain('Reply in the dashboard:');
        expect(mail.text).not.toContain('this email');
      }
    }
  });
});

describe('a message', () => {
  it('of an agent goes to the customer, as a person’s, with the shop’s signature', () => {
    const mail = only(mails({ message }, { ...shop, signature: 'Yours, QuickTools' }));
    expect(mail).toMatchObject({
      kind: 'reply',
      ticketId: id,
      version: 2,
      to: 'now@example.com',
      recipient: addressHash('now@example.com'),
      subject: 'Re: It <hangs> [#abc12345]',
      automatic: false,
      text: `Try again.
<b>Now</b>

Please reply on our website instead of by email.

View the conversation:
https://www.example.com/support?ticket=${id}

-- 
Yours, QuickTools

Ticket #abc12345: It <hangs>
`,
    });
    expect(plain(mail.html)).toContain('<div>Try again. &lt;b&gt;Now&lt;/b&gt;</div>');
    expect(plain(mail.html)).toContain('<p>Try again.<br>\n&lt;b&gt;Now&lt;/b&gt;</p>');
  });

  it('of the customer goes to each admin', () => {
    const [mail, ...others] = mails({ message: { ...message, author: { type: 'customer' } } });
    expect(others.map(({ to }) => to)).toEqual(['eve@example.com']);
    expect(mail).toMatchObject({
      kind: 'notification',
      version: 2,
      to: 'dana@example.com',
      subject: 'Re: New ticket #abc12345: It <hangs>',
      automatic: true,
    });
    expect(mail?.text).toMatch(/^A customer replied:\n/);
    expect(mail?.text).toContain('> Try again.\n> <b>Now</b>');
    expect(plain(mail?.html)).toContain('<div>user@example.com: Try again.');
  });

  it('that is a note goes to nobody', () => {
    expect(mails({ message: { ...message, kind: 'note' } })).toEqual([]);
  });
});

it('a subject is one line, whatever it holds, and a preview no more than 120 characters of one', () => {
  const odd = { ...ticket, subject: ' a\r\nBcc: x\u2028y\u202e\0z ', message: `${'ж'.repeat(119)}\n${'x'.repeat(50)}` };
  const [mail, told] = mails({ ticket: odd });
  expect(mail?.subject).toBe('a Bcc: x y z [#abc12345]');
  expect(plain(told?.html)).toContain(`<div>user@example.com: ${'ж'.repeat(119)} </div>`);
});

it('links lead to the pages of the settings, whatever stands in their addresses', () => {
  const odd = { ...shop, supportPageUrl: 'https://www.example.com/help?lang=en&ticket=0#top' };
  expect(mails({}, odd)[0]?.text).toContain(`https://www.example.com/help?lang=en&ticket=${id}#top\n`);
});

describe('what a text names is a link', () => {
  const link = (href: string, text: string) => `<a href="${href}" rel="noopener noreferrer">${text}</a>`;
  const body = 'See https://example.com/?a=1&b=2 or mail ann@example.com about #ABC12345, not #00000000.';
  const links = `See ${link('https://example.com/?a=1&amp;b=2', 'https://example.com/?a=1&amp;b=2')} or mail ${link('mailto:ann@example.com', 'ann@example.com')}`;

  it('a page, an address, and the number of the ticket itself, which leads to the page that its reader has', () => {
    const reply = only(mailsOf({ ticket, to: ticket.userEmail, message: { ...message, body } }, shop, tiers));
    const page = `https://www.example.com/support?ticket=${id}`;
    expect(plain(reply.html)).toContain(`<p>${links} about ${link(page, '#ABC12345')}, not #00000000.</p>`);

    const notification = mailsOf({ ticket: { ...ticket, message: body }, to: ticket.userEmail }, shop, tiers)[1];
    const desk = `https://desk.example.com/static/admin-support.html?ticket=${id}`;
    expect(plain(notification?.html)).toContain(`<p>${links} about ${link(desk, '#ABC12345')}, not #00000000.</p>`);
    expect(plain(notification?.html)).toContain(link('mailto:user@example.com', 'user@example.com'));
  });

  it('and nothing else: no other scheme, no markup', () => {
    const text = 'javascript:alert(1) <a href="https://example.com/x">y</a>';
    const reply = only(mailsOf({ ticket, to: ticket.userEmail, message: { ...message, body: text } }, shop, tiers));
    const x = link('https://example.com/x', 'https://example.com/x');
    expect(plain(reply.html)).toContain(`<p>javascript:alert(1) &lt;a href=&quot;${x}&quot;&gt;y&lt;/a&gt;</p>`);
  });
});
