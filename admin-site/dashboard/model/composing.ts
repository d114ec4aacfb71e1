import { replyLimit } from '#core/text/draft-limits.ts';
import { lengthOf } from '#core/text/text.ts';
import * as texts from './messages.ts';

/** What is wrong with sending a message's text now, in words for the agent, whose name isn't known before the desk's first answer. */
export function mistakeIn(text: string, agent: string | undefined): string | undefined {
  const length = lengthOf(text);
  if (length === 0) return texts.composerEmpty;
  if (length > replyLimit) return texts.composerTooLong(length - replyLimit);
  if (agent === undefined) return texts.composerLoading;
  return undefined;
}
