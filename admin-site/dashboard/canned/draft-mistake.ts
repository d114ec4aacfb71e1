import { cannedReplyLimits } from '#core/text/draft-limits.ts';
import { lengthOf } from '#core/text/text.ts';
import type { CannedReplyDraft } from '#dashboard/wire/canned-reply-api.ts';

/** A field that cannot be saved as it is, and what to do about it. */
export interface DraftMistake {
  readonly field: 'name' | 'body';
  readonly advice: string;
}

/** What the desk would refuse in a draft, the first of it. */
export function draftMistake({ name, body }: CannedReplyDraft): DraftMistake | undefined {
  const [named, written] = [lengthOf(name), lengthOf(body)];
  if (named === 0) return { field: 'name', advice: 'Give it a name to find it by.' };
  if (named > cannedReplyLimits.name) return { field: 'name', advice: shorten(named, cannedReplyLimits.name) };
  if (written === 0) return { field: 'body', advice: 'Write what the customer is to read.' };
  if (written > cannedReplyLimits.body) return { field: 'body', advice: shorten(written, cannedReplyLimits.body) };
  return undefined;
}

const shorten = (length: number, most: number) =>
  `Shorten it by ${length - most} ${length - most === 1 ? 'character' : 'characters'}: ${most} fit.`;
