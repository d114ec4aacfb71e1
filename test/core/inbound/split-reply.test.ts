import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitReply } from '#core/inbound/split-reply.ts';
import { REPLY_MARKER } from '#core/mail/messages.ts';

const folder = new URL('corpus/', import.meta.url);

const visible = (text: string) => text.split('\n').filter((line) => line.trim());

/** Reads a mail in which each line begins with `w|` if it is written, or with `f|` if it is folded. */
function readCorpus(name: string) {
  const lines = readFileSync(new URL(name, folder), 'utf8').trimEnd().split('\n');
  const of = (kind: string) => lines.filter((line) => line.startsWith(kind)).map((line) => line.slice(2));
  return {
    text: lines.map((line) => line.slice(2)).join('\n'),
    written: of('w|').join('\n'),
    folded: of('f|').join('\n'),
  };
}

describe('a reply', () => {
  it.each(readdirSync(folder))('is split into what is written and what is folded: %s', (name) => {
    const { text, written, folded } = readCorpus(name);
    const split = splitReply(text);
    expect(visible(split.written)).toEqual(visible(written));
    expect(visible(split.folded)).toEqual(visible(folded));
  });

  it('keeps blank lines and indents inside what is written', () => {
    expect(splitReply('\n  a\n\n\n  b\n\n> c').written).toBe('  a\n\n\n  b');
  });

  it('is nothing if the text is', () => {
    expect(splitReply('')).toEqual({ written: '', folded: '' });
  });

  const line = fc.oneof(
    fc.string({ maxLength: 20 }).map((text) => text.replaceAll(/[\n\r]/g, ' ')),
    fc.constantFrom(
      '',
      ' ',
      '> quoted',
      '>> twice',
      'own words',
      'On Mon, 2 Mar 2026 at 10:15, Ann <ann@example.com>',
      'wrote:',
      'On 2 March 2026 at 10:15 Ann wrote:',
      'From: Ann <ann@example.com>',
      'Sent: Monday',
      'To: Bob',
      'Subject: Lamp',
      '-----Original Message-----',
      '________________________________',
      '-- ',
      'Sent from my iPhone',
      REPLY_MARKER,
      `> ${REPLY_MARKER}`,
    ),
  );

  it('loses no line, keeps their order, and always has something written', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const { written, folded } = splitReply(lines.join('\n'));
        const [left, right] = [visible(written), visible(folded)];
        expect(isShuffle(visible(lines.join('\n')), left, right)).toBe(true);
        expect(left.length > 0).toBe(visible(lines.join('\n')).length > 0);
      }),
      { numRuns: 2000 },
    );
  });

  it('is the same when what is written is split again, unless that leaves quotations alone', () => {
    const { written } = splitReply('Hello\n\n> a\n\nanswer\n\n-- \nAnn');
    expect(splitReply(written)).toEqual({ written, folded: '' });
  });

  it.each([
    '> a',
    'On 2 March 2026,',
    'From: a',
    '-- ',
    ' ',
    REPLY_MARKER,
    'On 2026 10:15 a@b wrote:',
    '________________',
  ])('is split at once however long it is: %j', (repeated) => {
    const lines = Array.from({ length: 50_000 }, () => repeated);
    const { written, folded } = splitReply(['Hello', ...lines].join('\n'));
    expect(visible(written).length + visible(folded).length).toBe(visible(lines.join('\n')).length + 1);
  });
});

/** Returns true if two lists, each in its order, make up the whole. */
function isShuffle(whole: readonly string[], left: readonly string[], right: readonly string[]): boolean {
  if (left.length + right.length !== whole.length) return false;
  let reachable = new Set([0]);
  whole.forEach((item, index) => {
    const next = new Set<number>();
    for (const taken of reachable) {
      if (left[taken] === item) next.add(taken + 1);
      if (right[index - taken] === item) next.add(taken);
    }
    reachable = next;
  });
  return reachable.has(left.length);
}
