import { describe, expect, it } from 'vitest';
import { readMail } from '#adapters/mail/read-mail.ts';

const read = (...lines: string[]) => readMail(new TextEncoder().encode(lines.join('\r\n')));

const multipart = (...parts: string[][]) =>
  read(
    'From: Ann <ann@example.com>',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    ...parts.flatMap((part) => ['--b', ...part]),
    '--b--',
  );

describe('the files of a received mail', () => {
  it('have mails in it among them, whose text isn’t its own', async () => {
    const { text, attachments } = await multipart(
      ['', 'Forwarded'],
      ['Content-Type: message/rfc822', '', 'From: eve@example.net', 'Subject: x', '', 'Inner'],
      [
        'Content-Type: message/rfc822; name="Re: x"',
        'Content-Disposition: attachment',
        '',
        'From: eve@example.net',
        '',
        'Inner',
      ],
    );
    expect(text).toBe('Forwarded');
    expect(attachments.map(({ name }) => name)).toEqual(['file-1.eml', 'Re_ x.eml']);
    expect(new TextDecoder().decode(attachments[0]?.content)).toContain('Inner');
  });

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\ann\\plan.pdf', 'plan.pdf'],
    ['a\u202efdp.exe', 'afdp.exe'],
    ['a\tb\u0000c.txt', 'a b c.txt'],
    ['..', 'file-1'],
    ['', 'file-1'],
    ['/', 'file-1'],
    [`${'x'.repeat(400)}.pdf`, `${'x'.repeat(251)}.pdf`],
  ])('have plain names: %j', async (name, plain) => {
    const encoded = `=?UTF-8?B?${Buffer.from(name).toString('base64')}?=`;
    const { attachments } = await multipart([`Content-Type: application/x-any; name="${encoded}"`, '', 'x']);
    expect(attachments[0]?.name).toBe(plain);
  });

  it('are marked as inline if its HTML shows them', async () => {
    const { attachments } = await read(
      'From: ann@example.com',
      'Content-Type: multipart/related; boundary=b',
      '',
      '--b',
      'Content-Type: text/html',
      '',
      '<img src="cid:one@x">',
      '--b',
      'Content-Type: image/png',
      'Content-ID: <one@x>',
      '',
      'x',
      '--b--',
    );
    expect(attachments).toMatchObject([{ name: 'file-1.png', contentId: 'one@x', inline: true }]);
  });

  it('are cut to 50, and a problem says how many there were', async () => {
    const part = ['Content-Type: image/png', '', 'x'];
    const { attachments, problems } = await multipart(...Array.from({ length: 120 }, () => part));
    expect(attachments).toHaveLength(50);
    expect(problems).toEqual(['Only the first 50 of 120 files were kept. The original email has all of them.']);
  });
});
