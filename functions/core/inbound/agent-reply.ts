import { replyLimit } from '#core/text/draft-limits.ts';
import { codePoints, normalizeText, VISIBLE } from '#core/text/text.ts';
import type { MessageKind } from '#core/ticket/entry.ts';
import type { UnsentReason } from './by-mail.ts';
import { isBlank, isMarker } from './reply-lines.ts';
import { splitReply } from './split-reply.ts';

/** An agent's mail as the desk understands it: a message, only a command to close the ticket, or something that must not be sent unseen. */
export type AgentReplyText =
  | { readonly does: 'message'; readonly kind: MessageKind; readonly body: string; readonly close: boolean }
  | { readonly does: 'close' }
  | { readonly does: 'nothing'; readonly reason: UnsentReason };

const unsent = (reason: UnsentReason): AgentReplyText => ({ does: 'nothing', reason });

/** Returns true for what may be the line above a quotation in a language that isn't known, or between dashes; marks of direction may end it. */
const mayAnnounce = (line: string): boolean => /(?:[:：]|--)[\s\p{Default_Ignorable_Code_Point}]*$/u.test(line);

/** A line of what may be the head of an earlier mail in a language that isn't known: `От: …`. */
const FIELD = /^[*_\s\p{Default_Ignorable_Code_Point}]{0,4}\p{L}[\p{L}\p{M} ]{0,30}[*_\s]{0,3}[:：]/u;

/** Returns true if two lines that follow each other may be of an earlier mail's head. */
const mayHaveHead = (lines: readonly string[]): boolean =>
  lines.some((line, index) => FIELD.test(line) && FIELD.test(lines[index + 1] ?? ''));

/** Returns true for the marker, quoted or not. */
const isAnyMarker = (line: string): boolean => isMarker(line.replace(/^[> ]+/, ''));

/**
 * Reads what an agent wrote above the marker of the desk's mail. It is a note if it begins with `/note`, and closes the ticket, too, if with `/close`; the text
 * may follow on the same line. Nothing is sent if the marker is missing, or if it isn't certain that the agent wrote everything above it and nothing below;
 * a note is one in any case.
 */
export function readAgentReply(text: string): AgentReplyText {
  const lines = text.split('\n');
  const marker = lines.findIndex(isAnyMarker);
  if (marker === -1) return inDoubt(text, 'no_marker');
  const { written, folded } = splitReply(lines.slice(0, marker + 1).join('\n'));
  const words = written.split('\n').filter((line) => !isBlank(line));
  // Nothing that is known stands between them and the marker.
  const isUnannounced = isAnyMarker(folded.split('\n')[0] ?? '');
  const isCertain =
    words.length > 0 &&
    !words.some(isAnyMarker) &&
    !mayAnnounce(words.at(-1) ?? '') &&
    !(isUnannounced && mayHaveHead(words)) &&
    splitReply(text).written === written;
  return isCertain ? readCommand(written) : inDoubt(text, 'unclear');
}

/** Returns a note, which no customer sees, as it is; anything else isn't sent. */
function inDoubt(text: string, reason: UnsentReason): AgentReplyText {
  const read = readCommand(splitReply(text).written);
  return read.does === 'message' && read.kind === 'note' ? read : unsent(reason);
}

/** Characters that nobody sees at the beginning of a text: a byte order mark, or marks of direction and zero width, which mail programs put there. */
const INVISIBLE = /^[\s\p{Default_Ignorable_Code_Point}]+/u;

/** The first word of a text that begins with a slash and has no other: `/note`, `/note:`, and not `/usr/bin`. Full-width in Japanese. */
const COMMAND = /^[/／](\p{L}+)[:：]?(?=\s|$)/u;

function readCommand(written: string): AgentReplyText {
  const text = normalizeText(written);
  const visible = text.replace(INVISIBLE, '');
  const [start = '', word = ''] = COMMAND.exec(visible) ?? [];
  const command = word.normalize('NFKC').toLowerCase();
  const body = command === '' ? text : visible.slice(start.length).replace(INVISIBLE, '');
  if (codePoints(body) > replyLimit) return unsent('too_long');
  const isEmpty = !VISIBLE.test(body);
  if (command === 'close') return isEmpty ? { does: 'close' } : { does: 'message', kind: 'reply', body, close: true };
  if (isEmpty || !['', 'note'].includes(command)) return unsent('unclear');
  return { does: 'message', kind: command === 'note' ? 'note' : 'reply', body, close: false };
}
