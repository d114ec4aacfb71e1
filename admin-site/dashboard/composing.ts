import { replyLimit } from '../../functions/core/draft-limits.ts';
import { codePoints, normalizeText } from '../../functions/core/text.ts';

/** What the desk would refuse about a message's text, in words for the agent. */
export function mistakeIn(text: string): string | undefined {
  const length = codePoints(normalizeText(text));
  if (length === 0) return 'Write something first.';
  if (length > replyLimit) return `This is ${length - replyLimit} characters too long.`;
  return undefined;
}
