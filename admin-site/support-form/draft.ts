import { draftLimits } from '#core/text/draft-limits.ts';
import { lengthOf } from '#core/text/text.ts';
import type { FieldName, Mistakes } from '#site/customer/answer.ts';
import { newKey } from '#site/customer/new-key.ts';

/** What is sent; the key makes repeating it safe. */
export interface Draft {
  readonly subject: string;
  readonly message: string;
  readonly key: string;
}

/** Whether that is what was kept of a draft. */
export function isDraft({ subject, message, key }: Partial<Draft>): boolean {
  return [subject, message, key].every((text) => typeof text === 'string');
}

/** Nothing written yet. */
export function emptyDraft(): Draft {
  return { subject: '', message: '', key: newKey() };
}

/** What the desk would refuse, in its own words. */
export function mistakesIn(draft: Draft): Mistakes {
  return { ...mistakeIn(draft, 'subject'), ...mistakeIn(draft, 'message') };
}

function mistakeIn(draft: Draft, name: FieldName): Mistakes {
  const length = lengthOf(draft[name]);
  if (length === 0) return { [name]: 'is empty' };
  if (length > draftLimits[name])
    return { [name]: `is longer than ${draftLimits[name].toLocaleString('en')} characters` };
  return {};
}
