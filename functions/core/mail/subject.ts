import { type Ticket, ticketNumber } from '#core/ticket/ticket.ts';

/**
 * What mail programs put before the subject of a reply or of something forwarded, in the languages of the world, counted (`RE[2]`) or not.
 * https://en.wikipedia.org/wiki/List_of_email_subject_abbreviations
 */
const prefixes =
  /^(?:(?:re|aw|antw|antwort|sv|vs|r|rif|res|odp|odg|ynt|vá|atb|bls|απ|σχετ|отв|השב|תשובה|رد|回复|回覆|答复|答覆|返信|回信|답장|회신|fwd?|wg|tr|转发|轉寄|転送)(?:\[\d+\]|\(\d+\)|\^\d+)? ?[:：] *)+/iu;

/** Replaces by a space whatever could end a header's line or turn its direction; joiners and the parts of an emoji stay. */
export const oneLine = (text: string): string =>
  text.replaceAll(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+/gu, ' ').trim();

/** A ticket's subject on one line, without the prefixes of replies. */
export const baseSubject = ({ subject }: Ticket): string => oneLine(subject).replace(prefixes, '').trim();

/** The subject of the mail that confirms a ticket: the customer's own, with its number. */
export const confirmationSubject = (ticket: Ticket): string =>
  prefixes.test(oneLine(ticket.subject)) ? replySubject(ticket) : numbered('', ticket);

/** The subject of a mail in answer to a customer: one `Re:`, however many the customer's had. */
export const replySubject = (ticket: Ticket): string => numbered('Re:', ticket);

const numbered = (prefix: string, ticket: Ticket): string =>
  [prefix, baseSubject(ticket), `[${ticketNumber(ticket)}]`].filter((part) => part !== '').join(' ');
