import { beginning } from '#core/text/text.ts';
import type { Author } from './author.ts';

/** The beginning of the latest message between customer and agents; notes don't count. */
export interface LatestMessage {
  readonly author: Author;
  /** On one line. */
  readonly preview: string;
  readonly createdAt: string;
}

/** The maximum code points of a preview. */
const PREVIEW = 160;

/** Returns the beginning of a text on one line, for a list. */
export const previewOf = (text: string): string => beginning(text.replaceAll(/\s+/gu, ' '), PREVIEW).trim();

/** Returns a message as the latest one of its ticket. */
export const latestMessage = (author: Author, body: string, createdAt: string): LatestMessage => ({
  author,
  preview: previewOf(body),
  createdAt,
});

/** The messages of a ticket: its own, and the latest reply, if there is one. */
interface Written {
  readonly message: string;
  readonly createdAt: string;
  readonly latestMessage: LatestMessage | null;
}

/** Returns the latest message of a ticket: its own until someone replies. */
export const latestOf = ({ latestMessage: latest, message, createdAt }: Written): LatestMessage =>
  latest ?? latestMessage({ type: 'customer' }, message, createdAt);
