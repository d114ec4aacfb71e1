import { codePoints, normalizeText } from '../../functions/core/text.ts';
import type { Mistakes } from './answer.ts';

export type FieldName = 'subject' | 'message';

/** What is sent; the key makes repeating it safe. */
export interface Draft {
  readonly subject: string;
  readonly message: string;
  readonly key: string;
}

/** Code points that the desk accepts in each field. */
export const limits = { subject: 200, message: 10_000 } as const satisfies Record<FieldName, number>;

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
  if (length > limits[name]) return { [name]: `is longer than ${limits[name].toLocaleString('en')} characters` };
  return {};
}
