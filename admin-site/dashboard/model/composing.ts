import { replyLimit } from '#core/text/draft-limits.ts';
import { lengthOf } from '#core/text/text.ts';

/** What is wrong with sending a message's text now, in words for the agent, whose name isn't known before the desk's first answer. */
export function mistakeIn(text: string, agent: string | undefined): string | undefined {
  const length = lengthOf(text);
  if (length === 0) return 'Write something first.';
  if (length > replyLimit) return `This is ${length - replyLimit} characters too long.`;
  if (agent === undefined) return 'The desk is still loading. Try again in a moment.';
  return undefined;
}
