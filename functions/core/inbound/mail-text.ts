import { replyLimit } from '#core/text/draft-limits.ts';
import { beginning, codePoints, normalizeText, VISIBLE } from '#core/text/text.ts';
import type { IncomingMail } from './incoming-mail.ts';
import { inboundText } from './messages.ts';
import { splitReply } from './split-reply.ts';

/** Together with the rest of an item below DynamoDB's 400 kB, however many bytes a character has. */
const MAX_QUOTED = 50_000;

/** The text of a mail as it is stored. */
export interface MailText {
  /** The text that its sender wrote, as long as a message may be; or a note that the mail has none. */
  readonly body: string;
  /** Quoted history, the signature, and what is too long for a message; at most 50,000 code points. */
  readonly quoted: string;
  /** Notes for agents, in plain English. */
  readonly remarks: readonly string[];
}

/** Returns a mail's text within the limits: what is too long for a message is folded with the rest, and only what is too long for both is cut. */
export function textOf({ text, problems }: Pick<IncomingMail, 'text' | 'problems'>): MailText {
  const { written, folded } = splitReply(text);
  const all = VISIBLE.test(written) ? normalizeText(written) : '';
  const body = codePoints(all) > replyLimit ? toWord(beginning(all, replyLimit)) : all;
  const rest = [all.slice(body.length), normalizeText(folded)].map((part) => part.trim());
  const whole = rest.filter((part) => part !== '').join('\n\n');
  const quoted = codePoints(whole) > MAX_QUOTED ? beginning(whole, MAX_QUOTED) : whole;
  const cut = quoted.length < whole.length ? [inboundText.cut] : [];
  return { body: body.trim() || inboundText.noText, quoted, remarks: [...problems, ...cut] };
}

/** Returns the beginning of a text up to the end of its last whole word, if that is near. */
function toWord(text: string): string {
  const space = Math.max(text.lastIndexOf(' '), text.lastIndexOf('\n'));
  return text.length - space < LONGEST_WORD ? text.slice(0, space) : text;
}

const LONGEST_WORD = 100;
