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

/** Returns true for what may be the line above a quotation in a language that isn't known: it names an address. */
const mayAnnounce = (line: string): boolean => line.includes('@') && /[:：]$/.test(line);

/**
 * Reads what an agent wrote above the marker of the desk's mail. A first line `/note` makes it a note, and `/close` closes the ticket, too. Nothing is sent if
 * the marker is missing, or if it isn't certain that the agent wrote everything above it and nothing below.
 */
export function readAgentReply(text: string): AgentReplyText {
  const lines = text.split('\n');
  const marker = lines.findIndex((line) => isMarker(line.replace(/^[> ]+/, '')));
  if (marker === -1) return unsent('no_marker');
  const { written } = splitReply(lines.slice(0, marker + 1).join('\n'));
  const words = written.split('\n').filter((line) => !isBlank(line));
  const isCertain =
    words.length > 0 &&
    !words.some((line) => isMarker(line.replace(/^[> ]+/, ''))) &&
    !mayAnnounce(words.at(-1)?.trim() ?? '') &&
    splitReply(text).written === written;
  return isCertain ? readCommand(normalizeText(written).trim()) : unsent('unclear');
}

function readCommand(text: string): AgentReplyText {
  const [first = '', ...rest] = text.split('\n');
  const command = /^\/(\w+)$/.exec(first.trim().toLowerCase())?.[1];
  const body = command === undefined ? text : rest.join('\n').trim();
  if (codePoints(body) > replyLimit) return unsent('too_long');
  const isEmpty = !VISIBLE.test(body);
  if (command === 'close') return isEmpty ? { does: 'close' } : { does: 'message', kind: 'reply', body, close: true };
  if (isEmpty || (command !== undefined && command !== 'note')) return unsent('unclear');
  return { does: 'message', kind: command === 'note' ? 'note' : 'reply', body, close: false };
}
