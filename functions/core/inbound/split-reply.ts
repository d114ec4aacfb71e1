import { attributionAt, beginsMail, isBlank, isMarker, isQuoted, isRule } from './reply-lines.ts';
import { signatureStart } from './signature.ts';

/** The text of a mail, divided into a person's own words, and quoted history and signatures; each line of the text is in one of the two, in its order. */
interface SplitReply {
  readonly written: string;
  readonly folded: string;
}

/** A run of lines `start` up to `end`. A quotation's run begins with its attribution, if it has one. */
interface Run {
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
}

/**
 * Splits the text of a mail. If a person replies between the lines of a quotation, these stay in what they wrote. If nothing is left that they wrote,
 * everything counts as written. Its time grows in proportion to the text.
 */
export function splitReply(text: string): SplitReply {
  const lines = text.split('\n');
  const history = historyStart(lines);
  const runs = runsOf(lines.slice(0, history));
  const own = runs.filter(({ quoted }) => !quoted);
  const signatureOf = ({ start, end }: Run) => start + signatureStart(lines.slice(start, end));
  const isSignature = (run: Run | undefined) => run !== undefined && run.start === signatureOf(run);
  // The footer of a mailing list, or a phone's line, below a quotation is no answer to it.
  while (own.length > 1 && isSignature(own.at(-1))) own.pop();
  const first = own.at(0)?.start ?? 0;
  const last = own.at(-1);
  if (!last) return { written: text, folded: '' };
  const end = signatureOf(last);
  const isFolded = (index: number) => index >= end || (index < first && own.length === 1);
  const written = join(lines.filter((_, index) => !isFolded(index)));
  if (isBlank(written)) return { written: text, folded: '' };
  return { written, folded: join(lines.filter((_, index) => isFolded(index))) };
}

/** Joins lines without the blank ones at both ends. */
function join(lines: readonly string[]): string {
  const last = lines.findLastIndex((line) => !isBlank(line));
  return lines.slice(nextVisible(lines, 0), last + 1).join('\n');
}

/** Returns the index of the first visible line at or after `at`; the number of lines if there is none. */
function nextVisible(lines: readonly string[], at: number): number {
  let index = at;
  while (index < lines.length && isBlank(lines[index] ?? '')) index += 1;
  return index;
}

/** Returns the line from which on everything is an earlier mail that isn't quoted line by line; the number of lines if there is none. */
function historyStart(lines: readonly string[]): number {
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (isBlank(line) || isQuoted(line)) continue;
    if (isMarker(line) || beginsMail(lines, index)) return withAbove(lines, index);
    const found = attributionAt(lines, index);
    if (found) {
      const next = lines[nextVisible(lines, index + found.count)];
      const unquoted = next !== undefined && !isQuoted(next);
      if (unquoted && (found.certain || isMarker(next))) return withAbove(lines, index);
    }
  }
  return lines.length;
}

/** Takes the rules and announcements directly above an earlier mail into it. */
function withAbove(lines: readonly string[], at: number): number {
  let start = at;
  for (let index = at - 1; index >= Math.max(0, at - 4); index -= 1) {
    const line = lines[index] ?? '';
    if (isRule(line) || beginsMail(lines, index)) start = index;
    else if (!isBlank(line)) break;
  }
  return start;
}

/** Divides lines into what is quoted and what isn't. Blank lines belong to what is above them. */
function runsOf(lines: readonly string[]): Run[] {
  const runs: Run[] = [];
  let index = nextVisible(lines, 0);
  while (index < lines.length) {
    const found = isQuoted(lines[index] ?? '') ? undefined : attributionAt(lines, index);
    const quote = found ? nextVisible(lines, index + found.count) : index;
    const quoted = isQuoted(lines[quote] ?? '');
    const end = nextVisible(lines, (quoted ? quote : index) + 1);
    const last = runs.at(-1);
    if (last && last.quoted === quoted) runs[runs.length - 1] = { ...last, end };
    else runs.push({ start: index, end, quoted });
    index = end;
  }
  return runs;
}
