import { beginning } from '#core/text/text.ts';
import { type Ticket, ticketNumber } from '#core/ticket/ticket.ts';

/**
 * Prefixes that mail programs add to the subject of a reply or a forwarded mail, in many languages, with a count (`RE[2]`) or without.
 * https://en.wikipedia.org/wiki/List_of_email_subject_abbreviations
 */
const prefixes =
  /^(?:(?:re|aw|antw|antwort|sv|vs|r|rif|res|odp|odg|ynt|vá|atb|bls|απ|σχετ|отв|השב|תשובה|رد|回复|回覆|答复|答覆|返信|回信|답장|회신|fwd?|wg|tr|转发|轉寄|転送)(?:\[\d+\]|\(\d+\)|\^\d+)? ?[:：] *)+/iu;

/** Replaces everything that could end a header's line or change its direction with a space; joiners and the parts of an emoji stay. */
export const oneLine = (text: string): string =>
  text.replaceAll(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+/gu, ' ').trim();

/** Returns a subject on one line, without reply prefixes. */
export const baseSubject = ({ subject }: Pick<Ticket, 'subject'>): string =>
  oneLine(subject).replace(prefixes, '').trim();

/** Returns the subject of the mail that confirms a ticket: the customer's own, with the ticket's number. */
export const confirmationSubject = (ticket: Ticket): string =>
  prefixes.test(oneLine(ticket.subject)) ? replySubject(ticket) : numbered('', ticket);

/** Returns the subject of a mail that replies to a customer: one `Re:`, however many the customer's had. */
export const replySubject = (ticket: Ticket): string => numbered('Re:', ticket);

const numbered = (prefix: string, ticket: Ticket): string =>
  [prefix, baseSubject(ticket), `[${ticketNumber(ticket)}]`].filter((part) => part !== '').join(' ');

const MAX_PREVIEW = 120;

/** Returns the beginning of a text on one line, as mail programs show it in their lists. */
export const firstLine = (text: string): string => beginning(oneLine(text), MAX_PREVIEW);
