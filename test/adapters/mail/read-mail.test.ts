import { describe, expect, it } from 'vitest';
import { readMail } from '#adapters/mail/read-mail.ts';
import { encodedBytes, MAX_RESPONSE_BYTES } from '#core/encoded-bytes.ts';
import { UnreadableMail } from '#core/inbound/incoming-mail.ts';

const read = (...lines: string[]) => readMail(new TextEncoder().encode(lines.join('\r\n')));

const multipart = (...parts: string[][]) =>
  read(
    'From: Ann <ann@example.com>',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    ...parts.flatMap((part) => ['--b', ...part]),
    '--b--',
  );

const gmail = [
  'Return-Path: <ann@example.com>',
  'Authentication-Results: amazonses.com; spf=pass (spfCheck: domain of example.com designates 192.0.2.1 as permitted sender)',
  ' client-ip=192.0.2.1; envelope-from=ann@example.com; dkim=pass header.i=@example.com; dmarc=pass header.from=example.com;',
  'Authentication-Results: mx.example.net; dmarc=fail',
  'MIME-Version: 1.0',
  'References: <first@desk.example> <second@desk.example>',
  'In-Reply-To: <second@desk.example>',
  'From: =?UTF-8?Q?Ann_M=C3=BCller?= <Ann@Example.com>',
  'Date: Mon, 2 Mar 2026 10:15:00 +0100',
  'Message-ID: <CAF=1@mail.example.com>',
  'Subject: =?UTF-8?B?UmU6IEdyw7zDn2U=?=',
  'To: Support <Support@Desk.example>, other@desk.example',
  'Cc: Team: one@desk.example, support@desk.example;',
  'Content-Type: multipart/alternative; boundary="0000"',
  '',
  '--0000',
  'Content-Type: text/plain; charset="UTF-8"',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  'Gr=C3=BC=C3=9Fe',
  'from Ann',
  '--0000',
  'Content-Type: text/html; charset="UTF-8"',
  '',
  '<p>Gr&uuml;&szlig;e</p>',
  '--0000--',
];

describe('a received mail', () => {
  it('is decoded into what the desk knows of a mail', async () => {
    expect(await read(...gmail)).toEqual({
      from: { name: 'Ann Müller', address: 'ann@example.com' },
      recipients: ['support@desk.example', 'other@desk.example', 'one@desk.example'],
      subject: 'Re: Grüße',
      messageId: 'CAF=1@mail.example.com',
      references: ['first@desk.example', 'second@desk.example'],
      sentAt: '2026-03-02T09:15:00.000Z',
      text: 'Grüße\nfrom Ann',
      html: '<p>Gr&uuml;&szlig;e</p>',
      automatic: null,
      report: null,
      lists: false,
      authentication: [
        expect.stringMatching(/^amazonses\.com; .* dmarc=pass header\.from=example\.com;$/),
        'mx.example.net; dmarc=fail',
      ],
      attachments: [],
      problems: [],
    });
  });

  it.each([
    ['none', []],
    ['two in one header', ['From: ann@example.com, eve@example.net']],
    ['two headers', ['From: ann@example.com', 'From: eve@example.net']],
    ['a group', ['From: Team: ann@example.com;']],
    ['an empty group', ['From: undisclosed recipients:;']],
    ['no address', ['From: Ann']],
    ['an author behind ten thousand characters', [`From: "ann@example.com ${'x'.repeat(10_000)}" <eve@example.net>`]],
    ['an address with a line break', ['From: "ann\n"@example.com <>']],
  ])('has no author if From names %s', async (_, from) => {
    expect((await read(...from, 'Subject: x', '', 'Hello')).from).toBeNull();
  });

  it('has a subject on one line, without controls and changes of direction', async () => {
    const { subject } = await read('Subject: =?UTF-8?Q?a=0D=0Ab=E2=80=AEc=00d?=', ' e', '', '');
    expect(subject).toBe('a bc d e');
  });

  it('keeps the first and the latest of more than 100 references', async () => {
    const ids = Array.from({ length: 300 }, (_, index) => `<${index}@example.com>`);
    const { references } = await read('From: ann@example.com', `References: ${ids.join('\r\n ')}`, '', '');
    expect(references).toHaveLength(100);
    expect(references.at(0)).toBe('0@example.com');
    expect(references.at(-1)).toBe('299@example.com');
  });

  it('has no time if its date is none, or beyond four digits', async () => {
    expect((await read('From: a@example.com', 'Date: soon', '', '')).sentAt).toBeNull();
    expect((await read('From: a@example.com', 'Date: Mon, 1 Jan 12026 00:00:00 +0000', '', '')).sentAt).toBeNull();
  });

  it('has the text of all its text parts, whatever is between them', async () => {
    const { text, attachments } = await multipart(
      ['', 'Before'],
      ['Content-Type: image/png; name=a.png', 'Content-Transfer-Encoding: base64', '', 'iVBORw0K'],
      ['', 'After'],
    );
    expect(text).toBe('Before\n\nAfter');
    expect(attachments).toMatchObject([{ name: 'a.png', type: 'image/png', inline: false }]);
  });

  it('has text made of its HTML where it has no text part', async () => {
    const { text } = await read(
      'From: ann@example.com',
      'Content-Type: text/html',
      '',
      '<style>p { color: red }</style><h1>Hello</h1><p>See <a href="https://example.com/a">this</a>',
      '<blockquote>quoted<br>twice</blockquote><img src="cid:x"><ul><li>one</ul>',
    );
    expect(text).toBe('Hello\n\nSee this [https://example.com/a]\n\n> quoted\n> twice\n\n * one');
  });

  it.each(['utf-8', 'x-unknown', '"', 'utf-16', 'iso-2022-jp'])(
    'is decoded with replacements if its bytes are none of its charset: %s',
    async (charset) => {
      const head = `From: ann@example.com\r\nContent-Type: text/plain; charset=${charset}\r\n\r\n`;
      const bytes = Buffer.concat([
        Buffer.from(head),
        Buffer.from([0x61, 0xff, 0xfe, 0x1b, 0x24, 0x42, 0xd8, 0x00, 0x62]),
      ]);
      const { text, problems } = await readMail(bytes);
      expect(text.isWellFormed()).toBe(true);
      expect(text).not.toMatch(/[\0-\x08\x1b]/);
      expect(problems).toEqual(text.includes('\ufffd') ? ['Some characters of the text couldn’t be decoded.'] : []);
    },
  );

  it('says so when its text is cut', async () => {
    const { text, problems } = await read('From: ann@example.com', '', '😀'.repeat(100_001));
    expect(text).toBe('😀'.repeat(100_000));
    expect(problems).toEqual(['The text was cut. The original email has more.']);
  });

  it.each(['"', '\\', '語', '\x01"'])(
    'has HTML that fits into a response, and says so when it is cut: %j',
    async (of) => {
      const { html, problems } = await read('Content-Type: text/html; charset=utf-8', '', of.repeat(1_200_000));
      expect(html?.length).toBeGreaterThan(500_000);
      expect(encodedBytes(html)).toBeLessThan(MAX_RESPONSE_BYTES - 500_000);
      expect(problems).not.toEqual([]);
    },
  );

  it('is recognised as coming by a mailing list', async () => {
    expect((await read('From: ann@example.com', 'List-Id: <l.example.com>', '', '')).lists).toBe(true);
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['zeros', new Uint8Array(1000)],
    ['more than 40 MB', new Uint8Array(40 * 1024 * 1024 + 1)],
    ['more than a million lines', new Uint8Array(1_000_002).fill(0x0a)],
    ['a megabyte of headers', Buffer.from('X: y\n'.repeat(300_000))],
  ])('can’t be read if it is %s', async (_, raw) => {
    await expect(readMail(raw)).rejects.toThrow(UnreadableMail);
  });
});
