import { replyLimit } from '#core/text/draft-limits.ts';
import { lengthOf } from '#core/text/text.ts';
import * as texts from './messages.ts';

/** Returns the reason why a message's text can't be sent now, in words for the agent, whose id isn't known before the desk's first response. */
export function mistakeIn(text: string, agentId: string | undefined): string | undefined {
  const length = lengthOf(text);
  if (length === 0) return texts.composerEmpty;
  if (length > replyLimit) return texts.composerTooLong(length - replyLimit);
  if (agentId === undefined) return texts.composerLoading;
  return undefined;
}
