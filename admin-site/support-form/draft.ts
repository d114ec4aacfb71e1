import { draftLimits } from '#core/text/draft-limits.ts';
import { lengthOf } from '#core/text/text.ts';
import type { FieldName, Mistakes } from '#site/customer/answer.ts';
import type { UploadedFile } from '#site/customer/files-script.ts';
import { formText } from '#site/customer/messages.ts';
import { newKey } from '#site/customer/new-key.ts';

/** A message that the customer is writing; `key` is its idempotency key, so that it can be sent again safely. */
export interface Draft {
  readonly subject: string;
  readonly message: string;
  readonly key: string;
  /** Absent from a draft of an earlier version. */
  readonly files?: readonly UploadedFile[];
}

/** Returns true if a stored value is a draft. */
export function isDraft({ subject, message, key }: Partial<Draft>): boolean {
  return [subject, message, key].every((text) => typeof text === 'string');
}

/** Returns an empty draft with a new key. */
export function emptyDraft(): Draft {
  return { subject: '', message: '', key: newKey() };
}

/** Returns the mistakes that the desk would refuse, worded as the desk does. */
export function mistakesIn(draft: Draft): Mistakes {
  return { ...mistakeIn(draft, 'subject'), ...mistakeIn(draft, 'message') };
}

function mistakeIn(draft: Draft, name: FieldName): Mistakes {
  const length = lengthOf(draft[name]);
  if (length === 0) return { [name]: formText.empty };
  if (length > draftLimits[name]) return { [name]: formText.tooLong(draftLimits[name]) };
  return {};
}
