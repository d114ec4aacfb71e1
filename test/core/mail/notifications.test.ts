import { describe, expect, it } from 'vitest';
import { mailsOf } from '#core/mail/mails-of.ts';
import { unsentMails } from '#core/mail/unsent-mail.ts';
import type { Entry } from '#core/ticket/entry.ts';
import { agentNamed, authorNamed } from '#test/core/agents/agent-named.ts';
import { exampleTicket as ticket } from '#test/http/ticket/example-ticket.ts';
import { shop } from './world.ts';

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
