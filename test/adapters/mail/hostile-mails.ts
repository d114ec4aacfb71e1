const MB = 1024 * 1024;

const HEAD = 'From: Eve <eve@example.net>\r\nSubject: x\r\nMIME-Version: 1.0\r\n';

const mail = (head: string, ...body: string[]): Uint8Array => Buffer.from([HEAD, head, ...body].join(''));

/** Writes a mail of up to 39 MB whose body repeats a piece, without keeping the pieces. */
function huge(head: string, piece: string | number, size = 39 * MB): Uint8Array {
  const start = Buffer.from(HEAD + head);
  const raw = Buffer.alloc(size);
  raw.fill(piece, start.copy(raw));
  return raw;
}

const html = (piece: string, size = 8 * MB) =>
  mail('Content-Type: text/html\r\n\r\n', piece.repeat(size / piece.length));

const base64 = (type: string, piece: string) =>
  huge(`Content-Type: ${type}\r\nContent-Transfer-Encoding: base64\r\n\r\n`, piece);

/** Multiparts in one another, each opened and none closed. */
const nested = (depth: number) =>
  mail(
    'Content-Type: multipart/mixed; boundary=b0\r\n\r\n',
    ...Array.from(
      { length: depth },
      (_, level) => `--b${level}\r\nContent-Type: multipart/mixed; boundary=b${level + 1}\r\n\r\n`,
    ),
  );

const parts = (part: string, count: number) =>
  mail('Content-Type: multipart/mixed; boundary=b\r\n\r\n', `--b\r\n${part}\r\n`.repeat(count));

const line = `${'lorem ipsum '.repeat(6)}\r\n`;
const encoded = `${'A'.repeat(76)}\r\n`;

/** Mails that are meant to take a reader's memory or time, by what they try. */
export const hostileMails: Readonly<Record<string, () => Uint8Array>> = {
  '40 MB of lines': () => huge('\r\n', line),
  '40 MB in one line': () => huge('\r\n', 'a'),
  '40 MB of zeros': () => new Uint8Array(40 * MB),
  '40 MB of empty lines': () => new Uint8Array(40 * MB).fill(0x0a),
  '40 MB of zeros in Base64': () => base64('application/zip', encoded),
  '40 MB of text in Base64': () => base64('text/plain', encoded),
  '40 MB of HTML in Base64': () => base64('text/html', `${btoa('<div><b>'.repeat(7))}\r\n`),
  '40 MB of HTML beside text': () =>
    huge(
      'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b\r\nContent-Type: text/html\r\n\r\n',
      '<p>&amp; and &lt; in a paragraph</p>\r\n',
    ),
  '40 MB of text beside HTML': () =>
    huge(
      'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\nx\r\n--b\r\n\r\n',
      '<<<<<<<<',
    ),
  '40 MB of a mail in the mail': () => huge('Content-Type: message/rfc822\r\n\r\n', encoded),
  '40 MB in quoted-printable': () =>
    huge(
      'Content-Type: application/pdf\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n',
      `${'=41'.repeat(25)}=\r\n`,
    ),
  '40 MB of a calendar': () => huge('Content-Type: text/calendar; method=REQUEST\r\n\r\n', encoded),
  'padding in Base64': () => base64('application/zip', 'AAA='),
  '10,000 parts': () => parts('Content-Type: image/png\r\n\r\nx', 10_000),
  '10,000 parts in quoted-printable': () => parts('Content-Transfer-Encoding: quoted-printable\r\n\r\nx', 10_000),
  '10,000 HTML parts': () => parts('Content-Type: text/html\r\n\r\n<b>x', 10_000),
  'a million parts': () => parts('\r\n', MB),
  'elements in one another': () => html('<div>'),
  'quotations in one another': () => html('<blockquote>x'),
  'lists in one another': () => html('<ul><li>'),
  'tables in one another': () => html('<table><tr><td>'),
  paragraphs: () => html('<p>x'),
  'closing tags': () => html('</i>'),
  'comments that don’t end': () => html('<a <!-- '),
  attributes: () => mail('Content-Type: text/html\r\n\r\n<a ', 'x=y '.repeat(MB)),
  'cells that span others': () => html('<tr><td colspan=1000 rowspan=1000>x'),
  'a link in itself': () => html('<a href="cid:x"><img src="cid:x">'),
  'a megabyte of headers': () => mail('X: y\r\n'.repeat(MB / 4), '\r\nx'),
  'a flood of recipients': () => mail('To: a@example.com\r\n'.repeat(40_000), '\r\nx'),
  'comments in From': () => Buffer.from(`From: ${'(('.repeat(400_000)}\r\n\r\nx`),
  'groups in To': () => mail(`To: ${'a:'.repeat(400_000)}\r\n\r\nx`),
  'brackets in To': () => mail(`To: ${'a<'.repeat(400_000)}\r\n\r\nx`),
  'brackets in References': () => mail(`References: ${'<'.repeat(800_000)}\r\n\r\nx`),
  'encoded words': () => mail(`Subject: ${'=?utf-8?b?w6k=?= '.repeat(50_000)}\r\n\r\nx`),
  'continued parameters': () =>
    mail(
      `Content-Type: text/plain; ${Array.from({ length: 50_000 }, (_, index) => `a*${index}*=%41; `).join('')}\r\n\r\nx`,
    ),
  'a boundary of 900 kB': () =>
    mail(
      `Content-Type: multipart/mixed; boundary="${'-'.repeat(900_000)}"\r\n\r\n`,
      `${'-'.repeat(900_000)}\n`.repeat(40),
    ),
  'a boundary of nothing': () =>
    mail('Content-Type: multipart/mixed; boundary=""\r\n\r\n', '--\r\n\r\nx\r\n'.repeat(5000)),
  'multiparts 45 deep': () => nested(45),
  'multiparts 5000 deep': () => nested(5000),
  'mails in mails': () => mail(Array.from({ length: 5000 }, () => 'Content-Type: message/rfc822\r\n\r\n').join('')),
  'a path as a file name': () => mail('Content-Type: image/png; name="../../../../etc/passwd"\r\n\r\nx'),
};
