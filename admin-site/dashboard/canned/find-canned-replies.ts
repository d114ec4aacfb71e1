import type { CannedReply } from '#core/canned/canned-reply.ts';
import { foldText } from '#core/text/fold-text.ts';

/** Returns how well a word matches, best first: at the beginning of the name, of a word in it, anywhere in it, and in the text. */
function rankOf(word: string, name: string, body: string): number {
  const places = [
    name.startsWith(word),
    ` ${name}`.includes(` ${word}`),
    name.includes(word),
    body.startsWith(word) || / /.test(body[body.indexOf(word) - 1] ?? ''),
    body.includes(word),
  ];
  const rank = places.indexOf(true);
  return rank < 0 ? Number.POSITIVE_INFINITY : rank;
}

/** The replies with all words of `query` in name or text, case and accents aside; those that match best first, others in their order. */
export function findCannedReplies(replies: readonly CannedReply[], query: string): readonly CannedReply[] {
  const words = foldText(query).split(/\s+/u).filter(Boolean);
  return replies
    .map((reply) => {
      const [name, body] = [foldText(reply.name), foldText(reply.body)];
      return { reply, rank: Math.max(0, ...words.map((word) => rankOf(word, name, body))) };
    })
    .filter(({ rank }) => Number.isFinite(rank))
    .sort((one, other) => one.rank - other.rank)
    .map(({ reply }) => reply);
}
