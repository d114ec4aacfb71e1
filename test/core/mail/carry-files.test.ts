import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unavailable } from '#core/errors.ts';
import type { Attachment } from '#core/files/attachment.ts';
import { carried } from '#core/mail/carry-files.ts';
import { mailsOf } from '#core/mail/mails-of.ts';
import { isRefused } from '#core/mail/refused-types.ts';
import { giveUp, sendMail } from '#core/mail/send-mail.ts';
import type { Message } from '#core/ticket/entry.ts';
import { authorNamed } from '#test/core/agents/agent-named.ts';
import { exampleTicket as ticket } from '#test/http/ticket/example-ticket.ts';
import { mailTo, mailWorld, shop, tiers } from './world.ts';

const MB = 1_000_000;
const file = (name: string, size = 1200): Attachment => ({ id: `id of ${name}`, name, type: 'text/plain', size });
const messageWith = (attachments: readonly Attachment[], author: Message['author'] = authorNamed('Dana')): Message => ({
  id: 'm1',
  version: 2,
  kind: 'reply',
  author,
  body: 'Here it is.',
  createdAt: ticket.createdAt,
  changes: [],
  attachments,
});
const page = `https://www.example.com/support?ticket=${ticket.id}`;
const to = ticket.userEmail;
const replyWith = (...attachments: Attachment[]) => {
  const [mail, ...others] = mailsOf({ ticket, to, message: messageWith(attachments) }, shop, tiers);
  expect(others).toEqual([]);
  if (!mail) throw new Error('No mail.');
  return mail;
};
const NOT_ATTACHED = 'These files couldn’t be attached to this email. Download them from the conversation:';

describe('the files of a reply', () => {
  it('are carried by its mail, which doesn’t mention them', () => {
    const files = [file('one.pdf'), file('two.png')];
    const mail = replyWith(...files);
    expect(mail.files?.carried).toEqual(files);
    expect({ text: mail.text, html: mail.html }).toEqual({ text: replyWith().text, html: replyWith().html });
    expect(replyWith().files).toBeUndefined();
  });

  it('that are too large or of a refused type are named, with a link to the conversation', () => {
    const mail = replyWith(file('film.mp4', 18.4 * MB), file('one.pdf'), file('<setup>.EXE', 999));
    expect(mail.files?.carried.map(({ name }) => name)).toEqual(['one.pdf']);
    expect(mail.text).toContain(
      `Here it is.\n\n${NOT_ATTACHED}\n\n- film.mp4 (18\u00a0MB)\n- <setup>.EXE (999\u00a0bytes)\n\nPlease reply`,
    );
    expect(mail.html).toMatch(`<a href="${page}" rel="noopener noreferrer" style="`);
    expect(mail.html).toContain('>film.mp4 (18\u00a0MB)</a><br>');
    expect(mail.html).toContain('>&lt;setup&gt;.EXE (999\u00a0bytes)</a></p>');
    expect(replyWith(file('film.mp4', 18 * MB)).files).toBeUndefined();
  });

  it('that are empty are named, too: the service takes no attachment without content', () => {
    expect(replyWith(file('empty.txt', 0)).text).toContain('- empty.txt (0\u00a0bytes)');
  });

  it('are never more than 7 MB of base64 together: in their order, as many as fit', () => {
    const most = (7 * MB * 3) / 4;
    expect(carried(messageWith([file('a', most)]))).toHaveLength(1);
    expect(carried(messageWith([file('a', most + 1)]))).toHaveLength(0);
    const mixed = [file('a', 4 * MB), file('b', 2 * MB), file('c', 1 * MB), file('d', 300_000)];
    expect(carried(messageWith(mixed)).map(({ name }) => name)).toEqual(['a', 'c']);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 3 * MB }), { maxLength: 10 }), (sizes) => {
        const files = sizes.map((size, index) => file(String(index), size));
        const taken = carried(messageWith(files));
        const encoded = taken.map(({ size }) => Buffer.alloc(size).toString('base64').length);
        expect(encoded.reduce((all, one) => all + one, 0)).toBeLessThanOrEqual(7 * MB);
        expect(files.filter((one) => taken.includes(one))).toEqual(taken);
      }),
      { numRuns: 20 },
    );
  });

  it.each([
    ['setup.exe', true],
    ['Setup.EXE. .', true],
    ['report.pdf.js', true],
    ['script.ps1', true],
    ['.url', true],
    ['exe', false],
    ['notes.js.txt', false],
    ['module.mjs', false],
    ['archive.zip', false],
    ['', false],
  ])('of the name %j can’t go by mail: %j', (name, refused) => {
    expect(isRefused(name)).toBe(refused);
  });
});

describe('the files of a customer', () => {
  const files = [file('screen.png', 45_300), file('log.txt', 1)];
  const names = 'screen.png (45\u00a0kB), log.txt (1\u00a0byte)';

  it('are named in the mails about the ticket, which carry none', () => {
    const mails = mailsOf({ ticket: { ...ticket, attachments: files }, to }, shop, tiers);
    expect(mails.map((mail) => mail.files)).toEqual([undefined, undefined, undefined]);
    const [confirmation, notification] = mails;
    expect(confirmation?.text).toContain(`\n\nAttached: ${names}\n\n`);
    expect(notification?.text).toContain(`Credits: 100\nFiles: ${names}\n`);
  });

  it('are named to admins with their reply, and only with that', () => {
    const message = messageWith([file('more.txt')], { type: 'customer' });
    const [notification] = mailsOf({ ticket: { ...ticket, attachments: files }, to, message }, shop, tiers);
    expect(notification?.text).toContain('Files: more.txt (1\u00a0kB)\n');
    expect(notification?.files).toBeUndefined();
  });
});

describe('a mail with files', () => {
  const files = [file('one.pdf'), file('two.png')];
  const name = mailTo(to, ticket, 'reply', 2);
  const content = (text: string) => new Uint8Array(Buffer.from(text));
  const storing = () => {
    const world = mailWorld();
    for (const { id } of files) world.files.set(id, content(id));
    return world;
  };

  it('is sent with what they contain', async () => {
    const world = storing();
    expect(await sendMail(world, replyWith(...files))).toBe('settled');
    expect(world.carried).toEqual([files.map((one) => ({ ...one, content: content(one.id) }))]);
  });

  it('names a file that is gone, and carries the others', async () => {
    const world = storing();
    world.files.delete('id of one.pdf');
    await sendMail(world, replyWith(...files, file('setup.exe')));
    expect(world.carried[0]?.map((one) => one.name)).toEqual(['two.png']);
    expect(world.sent[0]?.text).toContain(`${NOT_ATTACHED}\n\n- one.pdf (1\u00a0kB)\n- setup.exe (1\u00a0kB)\n`);
    world.files.clear();
    await sendMail(world, { ...replyWith(...files), version: 3 });
    expect(world.carried[1]).toEqual([]);
    expect(world.sent[1]?.text).toContain('- one.pdf (1\u00a0kB)\n- two.png (1\u00a0kB)\n');
  });

  it('is queued while they can’t be read, is sent once they can, and given up after a day like any other', async () => {
    const world = storing();
    world.storage.reads = () => {
      throw unavailable('Not now.');
    };
    const mail = replyWith(...files);
    expect(await sendMail(world, mail)).toBe('busy');
    expect(world.deliveryOf(name)).toMatchObject({
      state: 'queued',
      detail: 'Couldn’t read the files of the message.',
    });
    expect([world.sent, world.given]).toEqual([[], []]);
    world.storage.reads = () => {};
    expect(await sendMail(world, mail)).toBe('settled');
    expect(world.carried[0]).toHaveLength(2);
    expect(await giveUp(world, mail)).toBe('open');

    const given = storing();
    expect(await giveUp(given, mail)).toBe('settled');
    expect(given.deliveryOf(name)?.state).toBe('failed');
  });

  it('that fails for a bug stays as it was', async () => {
    const world = storing();
    world.storage.reads = () => {
      throw new TypeError('a bug');
    };
    await expect(sendMail(world, replyWith(...files))).rejects.toThrow('a bug');
    expect(world.deliveryOf(name)).toBeUndefined();
  });

  it('reads none for an address that gets no mail', async () => {
    const world = storing();
    world.storage.reads = () => {
      throw new TypeError('a bug');
    };
    world.marks.set(to, 'bounced');
    expect(await sendMail(world, replyWith(...files))).toBe('settled');
    expect(world.deliveryOf(name)?.state).toBe('suppressed');
  });
});
