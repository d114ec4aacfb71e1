import { describe, expect, it } from 'vitest';
import type { ByMail } from '#core/inbound/by-mail.ts';
import { mailsOf } from '#core/mail/mails-of.ts';
import { unsentMails } from '#core/mail/unsent-mail.ts';
import type { Entry, Message } from '#core/ticket/entry.ts';
import { agentNamed, authorNamed } from '#test/core/agents/agent-named.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { shop } from './world.ts';

const ticket = { ...exampleTicket, userName: 'Maria' };
const message = {
  id: 'm1',
  version: 2,
  kind: 'reply',
  body: 'Try again.\n<b>Now</b>',
  createdAt: ticket.createdAt,
  changes: [],
} as const;
const byMail = {
  id: 'ses-1',
  from: 'dana@example.com',
  isVerified: true,
  isForwarded: false,
  wasHeld: false,
  automatic: null,
  quoted: '',
  remarks: [],
} as const;

describe('a notification to an agent', () => {
  const dana = { ...agentNamed('Dana'), email: 'Dana@Example.com' };
  const team = { version: 1, agents: [dana] };
  const receiving = { ...shop, replyTo: 'in@reply.example.com', receivesMail: true };
  const notified = (of: typeof shop) =>
    mailsOf({ ticket, to: 'now@example.com', team, message: { ...message, author: { type: 'customer' } } }, of, []);

  it('can be answered by mail, above a line that nothing comes before; others cannot', () => {
    const [toDana, toEve] = notified(receiving);
    expect(toDana).toMatchObject({ to: 'dana@example.com', answerable: { agentId: dana.id, version: 2 } });
    expect(toDana?.text).toMatch(/^–– Reply above this line ––\n\nA customer replied:\n/);
    expect(toDana?.html).toMatch(
      /<div role="main">\n<p [^>]*>–– Reply above this line ––<\/p>\n\n?<p [^>]*>A customer replied:/,
    );
    expect(toDana?.html).not.toContain('display:none');
    expect(toDana?.text).toContain('Begin with /note');
    expect(toEve).toMatchObject({ to: 'eve@example.com', answerable: undefined });
    expect(toEve?.text).toMatch(/^A customer replied:\n/);
    expect(toEve?.text).not.toContain('/note');
  });

  it('says who wrote a mail, and that nothing proves it', () => {
    const about = (mail: Partial<ByMail>) => {
      const from: Message = { ...message, author: { type: 'customer' }, mail: { ...byMail, ...mail } };
      const [toDana] = mailsOf({ ticket, to: 'now@example.com', team, message: from }, receiving, []);
      return toDana;
    };
    const own = { from: 'user@example.com' };
    expect(about(own)?.text).toContain('From: Maria <user@example.com>\n');
    const unproven = 'From: Maria <user@example.com> (sender not verified)\n';
    expect(about({ ...own, isVerified: false })?.text).toContain(unproven);
    const sams = { from: 'sam@elsewhere.example', isForwarded: true };
    const forwarded = 'sam@elsewhere.example, forwarded by Maria <user@example.com>';
    expect(about(sams)?.text).toContain(`From: ${forwarded}\n`);
    expect(about({ ...sams, isVerified: false })?.text).toContain(`From: ${forwarded} (sender not verified)\n`);
    const first = { ...ticket, mail: { ...byMail, ...own, isVerified: false } };
    expect(mailsOf({ ticket: first, to: 'now@example.com', team }, receiving, [])[1]?.text).toContain(unproven);
    const withoutPage = mailsOf(
      {
        ticket,
        to: 'a@b.example',
        message: { ...message, author: { type: 'customer' }, mail: { ...byMail, ...sams } },
      },
      shop,
      [],
    );
    expect(withoutPage[0]?.html).toContain('>sam@elsewhere.example: Try again.');
  });

  it('cannot be on a desk that receives no mail', () => {
    const [toDana] = notified(shop);
    expect(toDana).toMatchObject({ answerable: undefined, text: expect.stringMatching(/^A customer replied:/) });
  });

  it('tells them of a reply that was not sent, and why', () => {
    const unsent = (author: Entry['author']): Entry => ({
      ...message,
      kind: 'mail_unsent',
      author,
      version: 5,
      mail: { ...byMail, reply: { version: 2, unsent: 'overtaken' } },
    });
    const [mail, ...others] = unsentMails(ticket, unsent(authorNamed('Dana')), receiving, team);
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ kind: 'unsent', version: 5, to: 'Dana@Example.com', automatic: true });
    expect(mail?.answerable).toEqual({ agentId: dana.id, version: 2 });
    expect(mail?.text).toMatch(/Your reply to ticket #abc12345 wasn’t sent to the customer\. Somebody wrote/);
    expect(mail?.text).toContain('> Try again.\n> <b>Now</b>');
    // A reply to it is overtaken by the same.
    expect(mail?.text).not.toContain('is sent to the customer');
    expect(mail?.text).toContain('Only a note can be added');
    expect(unsentMails(ticket, unsent(authorNamed('Eve')), receiving, team)).toEqual([]);
    expect(
      unsentMails(ticket, unsent(authorNamed('Dana')), receiving, { ...team, agents: [{ ...dana, isActive: false }] }),
    ).toEqual([]);
  });
});
