import fc from 'fast-check';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { toRequest } from '#adapters/mail/ses-mailer.ts';
import { mailsOf } from '#core/mail/mails-of.ts';
import type { Message } from '#core/ticket/entry.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { authorNamed } from '#test/core/agents/agent-named.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';

const shop = {
  name: 'Crème "Café" & Söhne',
  signature: 'Your support',
  replyTo: 'help@example.com',
  supportPageUrl: 'https://www.example.com/support?lang=en#x',
  dashboardUrl: 'https://desk.example.com/static/admin-support.html',
  adminAddresses: ['dana@example.com', 'eve@example.com'],
};
const sender = { address: 'support@example.com', name: shop.name, configurationSet: 'the-set' };
const tiers = [{ credits: 1, name: 'Email (48h response)', responseHours: 48, priority: 'normal' }] as const;
const THREAD = `<ticket-${exampleTicket.id}@example.com>`;

/** Text from somebody who wants a header, a recipient or markup of their own. */
const hostile = fc.oneof(
  fc.constantFrom(
    'a\r\nBcc: evil@example.net',
    'a\nTo: evil@example.net\n\nbody',
    'a\rX-Evil: 1',
    '\0',
    '\u2028Bcc: evil@example.net',
    '=?utf-8?Q?a=0D=0ABcc:_evil@example.net?=',
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    '\u202egnp.exe',
    '\u200eRe: \u2066AW: x\u2069',
    '👩‍👩‍👧‍👦'.repeat(40),
    'x'.repeat(2000),
  ),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 80 }),
);

const content = new Uint8Array(Buffer.from('From: a@example.com\r\n--b--\r\n.\r\n'));

const requests = fc
  .record({
    subject: hostile,
    text: hostile,
    name: fc.option(hostile),
    reply: fc.option(hostile),
    byCustomer: fc.boolean(),
    files: fc.array(fc.record({ name: hostile, type: hostile }), { maxLength: 2 }),
  })
  .map(({ subject, text, name, reply, byCustomer, files }) => {
    const ticket: Ticket = { ...exampleTicket, subject, message: text, userName: name };
    const author: Message['author'] = byCustomer ? { type: 'customer' } : authorNamed('Dana');
    const at = exampleTicket.createdAt;
    const what = { id: 'message-1', version: 2, kind: 'reply', changes: [] } as const;
    const attachments = files.map((file, index) => ({ ...file, id: String(index), size: content.length }));
    const message: Message = { ...what, author, body: reply ?? '', createdAt: at, attachments };
    const about = { ticket, to: ticket.userEmail, message: reply === null ? undefined : message };
    return mailsOf(about, shop, tiers).map((mail) => {
      const carried = mail.files?.carried.map((file) => ({ ...file, content })) ?? [];
      return toRequest(mail, carried, sender);
    });
  });

type Request = ReturnType<typeof toRequest>;
const simple = (request: Request) => request.Content?.Simple;
const headersOf = (request: Request) => simple(request)?.Headers?.map(({ Name, Value }) => [Name, Value]) ?? [];
const filesOf = (request: Request) => simple(request)?.Attachments ?? [];
const isAutomatic = (request: Request) => headersOf(request).some(([name]) => name === 'Auto-Submitted');

describe('whatever a customer or an agent writes', () => {
  it('adds no header and no recipient: 10,000 times', () => {
    fc.assert(
      fc.property(requests, (all) => {
        for (const request of all) {
          const threading = [
            ['References', THREAD],
            ['In-Reply-To', THREAD],
          ];
          const automatic = isAutomatic(request) ? [['Auto-Submitted', 'auto-generated']] : [];
          expect(headersOf(request)).toEqual([...threading, ...automatic]);
          expect([exampleTicket.userEmail, ...shop.adminAddresses].map((to) => [to])).toContainEqual(
            request.Destination?.ToAddresses,
          );
          expect(Object.keys(request.Destination ?? {})).toEqual(['ToAddresses']);
          expect(request.FromEmailAddress).toMatch(/^(=\?UTF-8\?B\?[\w+/=]{1,60}\?= ?)+ <support@example\.com>$/);
          expect(simple(request)?.Subject?.Data).not.toMatch(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u);
          const toCustomer = request.Destination?.ToAddresses?.[0] === exampleTicket.userEmail;
          expect(request.ReplyToAddresses).toEqual(toCustomer ? [shop.replyTo] : undefined);
          for (const { FileName, ContentType } of filesOf(request)) {
            expect(FileName).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e/\\]/u);
            expect(ContentType).toMatch(/^(?!message|multipart)[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+$/);
          }
        }
      }),
      { numRuns: 10_000 },
    );
  });

  it('is the text of the one mail that is composed of it, and nothing of its structure', async () => {
    await fc.assert(
      fc.asyncProperty(requests, async (all) => {
        for (const request of all) {
          const { Subject, Body } = simple(request) ?? {};
          const composed = new MailComposer({
            from: request.FromEmailAddress,
            to: request.Destination?.ToAddresses,
            subject: Subject?.Data,
            text: Body?.Text?.Data,
            html: Body?.Html?.Data,
            headers: Object.fromEntries(headersOf(request)),
            attachments: filesOf(request).map(({ FileName, ContentType, RawContent }) => ({
              filename: FileName ?? '',
              contentType: ContentType,
              content: Buffer.from(RawContent ?? []),
            })),
          });
          const { headers, from, to, cc, bcc, attachments } = await PostalMime.parse(await composed.compile().build());
          const expected = ['from', 'to', 'subject', 'message-id', 'date', 'mime-version', 'content-type'];
          const ours = headersOf(request).map(([name]) => String(name).toLowerCase());
          expect(headers.map(({ key }) => key).sort()).toEqual([...expected, ...ours].sort());
          expect(from).toMatchObject({ address: 'support@example.com', name: shop.name });
          expect(to?.map(({ address }) => address)).toEqual(request.Destination?.ToAddresses);
          expect([cc, bcc]).toEqual([undefined, undefined]);
          expect(attachments.map((file) => Buffer.from(file.content as ArrayBuffer))).toEqual(
            filesOf(request).map(() => Buffer.from(content)),
          );
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is text in the HTML, too', () => {
    fc.assert(
      fc.property(requests, (all) => {
        for (const request of all) {
          const html = simple(request)?.Body?.Html?.Data ?? '';
          const tags = (html.match(/<[a-z][^>]*>/gi) ?? []).map((tag) => tag.replaceAll(/"[^"]*"/g, '""'));
          for (const tag of tags) {
            expect(tag).toMatch(
              /^<[a-z]+( (lang|charset|name|content|role|width|cellpadding|cellspacing|border|align|class|style|dir|scope|href|rel)=""| nowrap)*>$/,
            );
          }
          const elements = [...html.matchAll(/<\/?([a-z!][a-z0-9]*)/gi)].map(([, name]) => name);
          const known = [
            '!doctype',
            'html',
            'head',
            'meta',
            'title',
            'style',
            'body',
            'div',
            'br',
            'p',
            'a',
            'table',
            'tr',
            'th',
            'td',
          ];
          expect(known).toEqual(expect.arrayContaining([...new Set(elements)]));
        }
      }),
      { numRuns: 2000 },
    );
  });
});
