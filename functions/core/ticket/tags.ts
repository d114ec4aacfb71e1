import { type FieldError, invalidFields } from '#core/errors.ts';
import { codePoints, isPlainLine, VISIBLE } from '#core/text/text.ts';
import { tagKey } from './same-tags.ts';

export const MAX_TAGS = 20;
/** In code points. */
export const MAX_TAG = 40;

/** Returns tags as they are stored: trimmed, composed (NFC), the first of those that differ only in case. Throws `invalid_fields`. */
export function tagsOf(texts: readonly string[]): readonly string[] {
  const tags = texts.map((text) => text.normalize('NFC').trim());
  const mistakes: FieldError[] = tags.flatMap((tag, index) => {
    const detail = tagMistake(tag);
    return detail === undefined ? [] : [{ pointer: `#/tags/${index}`, detail }];
  });
  const firsts = new Map<string, string>();
  for (const tag of tags) if (!firsts.has(tagKey(tag))) firsts.set(tagKey(tag), tag);
  const unique = [...firsts.values()];
  if (unique.length > MAX_TAGS) mistakes.push({ pointer: '#/tags', detail: `must have at most ${MAX_TAGS} tags` });
  if (mistakes.length > 0) throw invalidFields(mistakes);
  return unique;
}

/** Returns what is wrong with a trimmed tag as a phrase after its name, or undefined. */
function tagMistake(tag: string): string | undefined {
  if (!VISIBLE.test(tag)) return 'must not be empty';
  if (codePoints(tag) > MAX_TAG) return `must have at most ${MAX_TAG} characters`;
  if (tag.includes(',')) return 'must not contain a comma';
  if (!isPlainLine(tag)) {
    return 'must not contain control characters or characters that change the direction of text';
  }
  return undefined;
}
