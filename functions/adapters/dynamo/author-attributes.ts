import type { Author } from '#core/ticket/author.ts';

/** Who wrote something, as attributes of its item. */
export interface AuthorAttributes {
  author: Author['type'];
  /** Absent unless the author is one. */
  agent?: string | undefined;
}

export const authorAttributes = (author: Author): AuthorAttributes => ({
  author: author.type,
  ...(author.type === 'agent' && { agent: author.name }),
});

export function toAuthor({ author, agent = '' }: AuthorAttributes): Author {
  return author === 'agent' ? { type: author, name: agent } : { type: author };
}
