import { beginning } from '#core/text/text.ts';
import type { Author } from './author.ts';

/** The beginning of what was last written between customer and agents; notes don't count. */
export interface LatestMessage {
  readonly author: Author;
  /** On one line. */
  readonly preview: string;
  readonly createdAt: string;
}

/** Most code points of a preview. */
const PREVIEW = 160;

/** The beginning of a text on one line, for a list. */
export const previewOf = (text: string): string => beginning(text.replaceAll(/\s+/gu, ' '), PREVIEW).trim();

/** The beginning of a message as the latest one of its ticket. */
export const latestMessage = (author: Author, body: string, createdAt: string): LatestMessage => ({
  author,
  preview: previewOf(body),
  createdAt,
});

/** What of a ticket was written: its own message, and the latest reply, if there is any. */
interface Written {
  readonly message: string;
  readonly createdAt: string;
  readonly latestMessage: LatestMessage | null;
}

/** What was last written on a ticket: the ticket's own message until somebody replied. */
export const latestOf = ({ latestMessage: latest, message, createdAt }: Written): LatestMessage =>
  latest ?? latestMessage({ type: 'customer' }, message, createdAt);
