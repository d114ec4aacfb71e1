import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readMail } from '#adapters/mail/read-mail.ts';
import { UnreadableMail } from '#core/inbound/incoming-mail.ts';
import { INBOUND_NODE_OPTIONS } from '#lib/inbound-mail.ts';
import { hostileMails } from './hostile-mails.ts';

const reader = fileURLToPath(new URL('read-hostile-mails.ts', import.meta.url));

const size = z.number();

/** A line that the reader prints for a mail: sizes, or the cause for which it is unreadable. */
const outcome = z.strictObject({
  name: z.string(),
  rss: size,
  peak: size,
  cause: z.string().optional(),
  text: size.max(200_000).optional(),
  html: size.max(1_000_000).optional(),
  files: size.max(100).optional(),
  recipients: size.max(100).optional(),
  references: size.max(100).optional(),
  subject: size.max(2000).optional(),
});

/** Reads mails in a process of its own, which is ended if it takes longer than a function may. */
async function readAll(names: readonly string[]) {
  const run = promisify(execFile);
  const args = ['--max-old-space-size=256', INBOUND_NODE_OPTIONS, reader, ...names];
  const { stdout } = await run(process.execPath, args, { timeout: 60_000, maxBuffer: 10_000_000 });
  return stdout
    .trim()
    .split('\n')
    .map((line) => outcome.parse(JSON.parse(line)));
}

const names = Object.keys(hostileMails);

describe('a hostile mail', () => {
  it.each(names.filter((name) => name.startsWith('40 MB')))(
    'is read or refused within 512 MB of memory: %s',
    async (name) => {
      const [read] = await readAll([name]);
      expect(read?.peak).toBeLessThan(512 * 1024 * 1024);
    },
    180_000,
  );

  it('delays no other: all are read or refused one after the other', async () => {
    const others = names.filter((name) => !name.startsWith('40 MB'));
    const read = await readAll(others);
    expect(read.map(({ name }) => name)).toEqual(others);
    expect(read.at(-1)?.peak).toBeLessThan(512 * 1024 * 1024);
  });

  const lineEnd = fc.constantFrom('\r\n', '\n', '\r', '');

  const fragment = fc.oneof(
    fc.constantFrom(
      'From: Ann <ann@example.com>',
      'Content-Type: multipart/mixed; boundary=b',
      'Content-Type: multipart/related; boundary="c"',
      'Content-Type: multipart/digest; boundary=b',
      'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
      'Content-Type: text/html; charset=utf-7',
      'Content-Type: text/plain; charset="\u0000"; format=flowed; delsp=yes',
      'Content-Type: message/rfc822',
      'Content-Type: message/delivery-status',
      'Content-Type: text/calendar; method=x; charset=utf-16',
      "Content-Type: image/png; name*0*=utf-8''%2e%2e%2f; name*1*=%00%e2%80%ae",
      'Content-Type: ;;;=',
      'Content-Disposition: attachment; filename="..\\..\\a\u202etxt.exe"',
      "Content-Disposition: inline; filename*=x'y'%ff%fe",
      'Content-Transfer-Encoding: base64',
      'Content-Transfer-Encoding: quoted-printable',
      'Content-Transfer-Encoding: x-uuencode',
      'Content-ID: <<cid:cid:a>>',
      'Subject: =?x?y?z?= =?utf-8?q?=ff=fe?= =?iso-2022-jp?b?GyRC?=',
      'References: <a@b> <<c> > <',
      'Date: Thu, 99 Feb 99999 99:99:99 +9999',
      '',
      '--b',
      '--b--',
      '--c',
      '--c--',
      '<img src="cid:a"><a href="javascript:x">x</a>',
      'AAAA====AAAA',
      '=FF=0',
      '\u0000\u0000',
    ),
    fc.string({ unit: 'binary', maxLength: 40 }),
  );

  const random = fc
    .array(fc.tuple(fragment, lineEnd), { minLength: 1, maxLength: 60 })
    .map((lines) => lines.flat().join(''));

  it('is read or refused with a cause whatever pieces it is made of', async () => {
    await fc.assert(
      fc.asyncProperty(random, fc.constantFrom('latin1', 'utf8'), async (text, encoding) => {
        const mail = await readMail(Buffer.from(text, encoding)).catch((error: unknown) => {
          expect(error).toBeInstanceOf(UnreadableMail);
        });
        for (const { name } of mail?.attachments ?? []) {
          expect(name).toMatch(/^[^/\\\p{Cc}\u202a-\u202e\u2066-\u2069]{1,255}$/u);
          expect(name).not.toMatch(/^\.*$/);
        }
        const lines = [mail?.subject ?? '', mail?.from?.name ?? '', ...(mail?.recipients ?? [])];
        for (const line of lines) expect(line).toMatch(/^[^\p{Cc}]*$/u);
        expect(mail?.text ?? '').toMatch(/^[^\0-\x08\v-\x1f\x7f-\x9f]*$/);
        expect([...lines, mail?.text ?? '', mail?.html ?? ''].every((value) => value.isWellFormed())).toBe(true);
      }),
      { numRuns: 200, seed: 1 },
    );
  });
});
