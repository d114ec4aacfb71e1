import { draftLimits } from '../../functions/core/draft-limits.ts';
import { codePoints, normalizeText } from '../../functions/core/text.ts';

export type FieldName = keyof typeof draftLimits;

/** Mistakes by field, as sentences without their subject: "is empty". */
export type Mistakes = { readonly [name in FieldName]?: string };

/** What is sent; the key makes repeating it safe. */
export interface Draft {
  readonly subject: string;
  readonly message: string;
  readonly key: string;
}

/** A key for a new draft: 128 random bits. `crypto.randomUUID` would not exist on a website without TLS. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Nothing written yet. */
export function emptyDraft(): Draft {
  return { subject: '', message: '', key: newKey() };
}

/** Length as the desk will count it. */
export function lengthOf(text: string): number {
  return codePoints(normalizeText(text));
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
