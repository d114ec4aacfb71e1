import { previewOf } from '#core/ticket/latest-message.ts';
import { ticketNumber } from '#core/ticket/ticket.ts';
import type { Ticket } from './ticket.ts';

/** Text whose control characters are seen instead of obeyed: as Unicode's control pictures; line breaks and tabs stay. */
export function visible(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\x00-\x08\x0b-\x1f]/g, (character) => String.fromCodePoint(0x2400 + character.charCodeAt(0)))
    .replaceAll('\x7f', '\u2421')
    .replaceAll(/[\x80-\x9f]/g, '\ufffd');
}

/** The beginning of a text on one line, for a list. */
export const preview = (text: string): string => visible(previewOf(text));

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The initials of a name: the first characters of its first and last words. */
export function initials(name: string): string {
  const words = visible(name)
    .split(/[\s\-.]+/u)
    .filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0] ?? name];
  return ends
    .flatMap((word = '') => [...graphemes.segment(word)][0]?.segment ?? [])
    .join('')
    .toLocaleUpperCase();
}

/** A `mailto:` link (RFC 6068) that replies to a ticket: nothing a customer wrote can add a recipient or a header. */
export function replyLink(ticket: Ticket, address = ticket.userEmail): string {
  const subject = `Re: ${ticket.subject} [${ticketNumber(ticket)}]`.replaceAll(/\p{Cc}+/gu, ' ');
  return `mailto:${encoded(address).replaceAll('%40', '@')}?subject=${encoded(subject)}`;
}

const encoded = (text: string) => encodeURIComponent(text.toWellFormed());

/** A command line that submits a ticket to this desk, for a Unix shell. */
export const submitCommand = (origin: string): string =>
  `curl ${origin}/api/support/contact -H "Authorization: Bearer $TOKEN" -F subject="Need help" -F message="It does not work."`;
