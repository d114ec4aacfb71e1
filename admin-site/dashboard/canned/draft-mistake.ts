import { cannedReplyLimits } from '#core/text/draft-limits.ts';
import { lengthOf } from '#core/text/text.ts';
import type { CannedReplyDraft } from '#dashboard/wire/canned-reply-api.ts';
import * as words from './messages.ts';

/** A field that cannot be saved as it is, and what to do about it. */
export interface DraftMistake {
  readonly field: 'name' | 'body';
  readonly advice: string;
}

/** Returns the first mistake in a draft that the desk would refuse. */
export function draftMistake({ name, body }: CannedReplyDraft): DraftMistake | undefined {
  const [named, written] = [lengthOf(name), lengthOf(body)];
  if (named === 0) return { field: 'name', advice: words.formNameMissing };
  if (named > cannedReplyLimits.name) return { field: 'name', advice: tooLong(named, cannedReplyLimits.name) };
  if (written === 0) return { field: 'body', advice: words.formTextMissing };
  if (written > cannedReplyLimits.body) return { field: 'body', advice: tooLong(written, cannedReplyLimits.body) };
  return undefined;
}

const tooLong = (length: number, limit: number) => words.formTooLong(length - limit, limit);
