import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeSender } from '#core/inbound/judge-sender.ts';

const judge = (address: string, ...authentication: string[]) =>
  judgeSender({ from: { name: null, address }, authentication });

const ses = (rest: string) => `amazonses.com; ${rest}`;

const spf =
  'spf=pass (spfCheck: domain of _spf.example.com designates 192.0.2.1 as permitted sender) client-ip=192.0.2.1; envelope-from=ann@example.com; helo=mail.example.com';

const NOTHING = { dmarc: 'none', dkimAligned: false };

describe('a sender', () => {
  it('passes by what Amazon SES wrote on top', () => {
    const header = ses(`${spf}; dkim=pass header.i=@example.com; dmarc=pass header.from=example.com;`);
    expect(judge('ann@example.com', header)).toEqual({ dmarc: 'pass', dkimAligned: true });
  });

  it.each([
    ['a failure', 'dmarc=fail header.from=example.com', { dmarc: 'fail', dkimAligned: false }],
    [
      'a signature of a sub-domain',
      'dkim=pass header.i=@mail.example.com; dmarc=none',
      { dmarc: 'none', dkimAligned: true },
    ],
    ['a signature by header.d', 'dkim=pass header.d=EXAMPLE.com', { dmarc: 'none', dkimAligned: true }],
    [
      'the second of two signatures',
      'dkim=pass header.d=esp.example.net; dkim=pass header.d=example.com',
      { dmarc: 'none', dkimAligned: true },
    ],
    ['a signature that failed', 'dkim=fail header.d=example.com', NOTHING],
    ['a signature of a stranger', 'dkim=pass header.d=example.net', NOTHING],
    ['a signature of a domain that ends alike', 'dkim=pass header.d=notexample.com', NOTHING],
    ['a signature of a top-level domain', 'dkim=pass header.d=com', NOTHING],
    ['header.i in the name of another than header.d', 'dkim=pass header.d=example.net header.i=@example.com', NOTHING],
    ['a pass for another domain', 'dmarc=pass header.from=example.net', NOTHING],
    ['a pass in a comment', 'spf=none (dmarc=pass; dkim=pass header.d=example.com)', NOTHING],
    ['a pass in a quoted string', 'spf=none reason="x; dmarc=pass; dkim=pass header.d=example.com"', NOTHING],
    ['a pass in the address that the sender chose', 'spf=none; envelope-from="a; dmarc=pass "@example.com', NOTHING],
    ['two verdicts', 'dmarc=fail; dmarc=pass', NOTHING],
    ['nothing', 'none', NOTHING],
    ['nothing at all', '', NOTHING],
    ['a temporary error', 'dmarc=temperror header.from=example.com', NOTHING],
  ])('is judged by %s', (_, results, verdict) => {
    expect(judge('ann@example.com', ses(results))).toEqual(verdict);
  });

  it('is read through comments, quoted strings and capitals', () => {
    const header =
      'amazonses.com (a (nested \\) one)) 1 ; DMARC = "PASS" (p=none) header.From = "Example.com" ; dkim/1=pass';
    expect(judge('ann@example.com', header)).toEqual({ dmarc: 'pass', dkimAligned: false });
  });

  it('is judged whatever address the mail bounces to', () => {
    const header = ses('spf=pass; envelope-from=bounce+ann=example.com@example.net; helo=[192.0.2.1]; dmarc=pass');
    expect(judge('ann@example.com', header).dmarc).toBe('pass');
  });

  it.each([
    ['of another server', 'mx.example.net; dmarc=pass'],
    ['of a server that ends alike', 'evil.amazonses.com; dmarc=pass'],
    ['of a server that begins alike', 'amazonses.com.example.net; dmarc=pass'],
    ['in capitals', 'AmazonSES.com; dmarc=pass'],
    ['without a server', 'dmarc=pass'],
    ['with words after the server', 'amazonses.com 1 more; dmarc=pass'],
    ['with a comment that doesn’t end', 'amazonses.com; dmarc=pass (x'],
    ['with a quoted string that doesn’t end', 'amazonses.com; dmarc=pass reason="x'],
    ['with a result without a method', 'amazonses.com; dmarc=pass; =pass'],
    ['with a property twice', 'amazonses.com; dmarc=pass header.from=example.com header.from=example.net'],
    ['that is too long', `amazonses.com; dmarc=pass (${'x'.repeat(10_000)})`],
  ])('has no verdict by a header %s, and none by one below it', (_, header) => {
    expect(judge('ann@example.com', header, ses('dmarc=pass; dkim=pass header.d=example.com'))).toEqual(NOTHING);
  });

  it('has no verdict without a header or an author', () => {
    expect(judge('ann@example.com')).toEqual(NOTHING);
    expect(judgeSender({ from: null, authentication: [ses('dmarc=pass')] })).toEqual(NOTHING);
  });

  it.each([
    ['ann@shop.example.co.uk', 'example.co.uk', true],
    ['ann@example.co.uk', 'co.uk', false],
    ['ann@example.co.uk', 'uk', false],
    ['ann@example.com.au', 'com.au', false],
    ['ann@one.example.com', 'two.example.com', false],
    ['ann@example.com', 'example.com.', true],
    ['ann@co.uk', 'evil.co.uk', false],
    ['ann@com', 'com', false],
    ['ann@example..com', '.com', false],
  ])('%s belongs to the organisation of %s: %s', (address, domain, dkimAligned) => {
    expect(judge(address, ses(`dkim=pass header.d=${domain}`)).dkimAligned).toBe(dkimAligned);
  });

  it('never passes by what a stranger puts into a comment, a quoted string or a lower header', () => {
    const words = fc.constantFrom(
      'dmarc=pass',
      'dkim=pass header.d=example.com',
      ';',
      ' ',
      '(',
      ')',
      '"',
      '\\',
      '=',
      'a',
      'amazonses.com',
    );
    const text = fc.array(words, { maxLength: 12 }).map((parts) => parts.join(''));
    const quoted = text.map((inner) => `"${inner.replaceAll(/["\\]/g, '\\$&')}"`);
    const comment = text.map((inner) => `(${inner.replaceAll(/[()\\]/g, '\\$&')})`);
    fc.assert(
      fc.property(
        fc.oneof(
          quoted,
          comment.map((inner) => `x ${inner}`),
        ),
        text,
        (forged, lower) => {
          expect(judge('ann@example.com', ses(`spf=none reason=${forged}`), lower)).toEqual(NOTHING);
        },
      ),
    );
  });
});
