import { tagKey } from '#core/ticket/same-tags.ts';
import type { Ticket } from './ticket.ts';

/** Returns the tags of tickets, some of them first, then the most common; of several spellings the first. */
export function knownTags(tickets: Iterable<Ticket>, first: readonly string[] = []): readonly string[] {
  const known = new Map<string, { readonly tag: string; count: number }>();
  for (const tag of [...tickets].flatMap(({ tags }) => tags)) {
    const one = known.get(tagKey(tag)) ?? { tag, count: 0 };
    one.count += 1;
    known.set(tagKey(tag), one);
  }
  const own = new Set(first.map(tagKey));
  const others = [...known].filter(([key]) => !own.has(key)).map(([, one]) => one);
  others.sort((one, other) => other.count - one.count || (one.tag < other.tag ? -1 : 1));
  return [...first, ...others.map(({ tag }) => tag)];
}
