import { type FieldError, invalidFields } from '#core/errors.ts';
import { codePoints, isPlainLine, VISIBLE } from '#core/text/text.ts';
import { sameTags, tagKey } from './same-tags.ts';

export const MAX_TAGS = 20;
/** In code points. */
export const MAX_TAG = 40;

/** Changes of a ticket's tags, one after the other. */
export interface TagChange {
  /** All tags that the ticket shall have. */
  readonly tags?: readonly string[] | undefined;
  readonly removeTags?: readonly string[] | undefined;
  readonly addTags?: readonly string[] | undefined;
}

/** Returns a function that changes a ticket's tags. It throws `invalid_fields` if they become too many; `tagChange` itself does for invalid tags. */
export function tagChange({ tags, removeTags, addTags }: TagChange): (before: readonly string[]) => readonly string[] {
  const all = tags && tagsOf(tags);
  const removed = new Set(removeTags && tagsOf(removeTags, '#/remove_tags').map(tagKey));
  const added = addTags ? tagsOf(addTags, '#/add_tags') : [];
  return (before) => {
    const kept = (all ?? before).filter((tag) => !removed.has(tagKey(tag)));
    const keys = new Set(kept.map(tagKey));
    const after = [...kept, ...added.filter((tag) => !keys.has(tagKey(tag)))];
    if (after.length > MAX_TAGS) throw invalidFields([tooMany('#/add_tags')]);
    return sameTags(before, after) ? before : after;
  };
}

/**
 * Returns tags as they are stored: trimmed, composed (NFC), the first of those that differ only in case. Throws `invalid_fields`, with a pointer to the
 * field that they came in.
 */
export function tagsOf(texts: readonly string[], pointer = '#/tags'): readonly string[] {
  const tags = texts.map((text) => text.normalize('NFC').trim());
  const mistakes: FieldError[] = tags.flatMap((tag, index) => {
    const detail = tagMistake(tag);
    return detail === undefined ? [] : [{ pointer: `${pointer}/${index}`, detail }];
  });
  const firsts = new Map<string, string>();
  for (const tag of tags) if (!firsts.has(tagKey(tag))) firsts.set(tagKey(tag), tag);
  const unique = [...firsts.values()];
  if (unique.length > MAX_TAGS) mistakes.push(tooMany(pointer));
  if (mistakes.length > 0) throw invalidFields(mistakes);
  return unique;
}

const tooMany = (pointer: string): FieldError => ({ pointer, detail: `must have at most ${MAX_TAGS} tags` });

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
