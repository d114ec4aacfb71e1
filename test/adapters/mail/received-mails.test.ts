import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readMail } from '#adapters/mail/read-mail.ts';
import { judgeSender } from '#core/inbound/judge-sender.ts';
import { splitReply } from '#core/inbound/split-reply.ts';

/** Reads a mail as Amazon SES stores it, with CRLF. */
const received = (name: string) => {
  const text = readFileSync(new URL(`received/${name}.eml`, import.meta.url), 'utf8');
  return readMail(Buffer.from(text.replaceAll('\n', '\r\n')));
};

describe('a mail as it is received from', () => {
  it.each([
    ['gmail', 'Danke, läuft wieder.'],
    ['outlook-desktop', 'Geht nicht. Grüße'],
    ['outlook-web-html-only', 'See the picture.'],
    ['apple-mail', 'Before the picture.\n\n\nAfter the picture.'],
    ['yahoo', 'I will try.'],
  ])('%s continues a conversation with what the person wrote', async (name, written) => {
    const mail = await received(name);
    expect(mail).toMatchObject({
      from: { address: 'ann@example.com' },
      recipients: ['support@desk.example'],
      sentAt: '2026-03-02T09:15:00.000Z',
      automatic: null,
      report: null,
      lists: false,
      problems: [],
    });
    expect(mail.references).toContain('one@desk.example');
    expect(mail.messageId).toMatch(/^[^<>]+@[^<>]+$/);
    expect(splitReply(mail.text).written).toBe(written);
    expect(judgeSender(mail)).toEqual({ dmarc: 'pass', dkimAligned: true });
  });

  it('Outlook on the web has the picture that it shows', async () => {
    const { attachments } = await received('outlook-web-html-only');
    expect(attachments).toMatchObject([{ name: 'image.png', contentId: '7f1@example', inline: true }]);
  });

  it('Apple Mail has its picture with its name', async () => {
    const { attachments } = await received('apple-mail');
    expect(attachments).toMatchObject([{ name: 'photo ü.jpeg', type: 'image/jpeg', inline: true }]);
  });

  it('a mailing list comes by the list, which broke the author’s signature', async () => {
    const mail = await received('mailing-list');
    expect(mail).toMatchObject({ lists: true, automatic: 'bulk' });
    expect(splitReply(mail.text).written).toBe('I agree.');
    expect(judgeSender(mail)).toEqual({ dmarc: 'fail', dkimAligned: false });
  });

  it('a mail server says which mail of the desk it couldn’t deliver', async () => {
    const mail = await received('bounce');
    expect(mail.automatic).toBe('bounce');
    expect(mail.report).toEqual({
      recipient: 'gone@example.com',
      action: 'failed',
      status: '5.1.1',
      messageId: 'two@desk.example',
      references: ['one@desk.example'],
    });
    expect(mail.text).toBe("Your mail couldn't be delivered.");
  });
});
