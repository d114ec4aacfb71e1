import type { Author } from '#core/ticket/author.ts';

/** An author, as attributes of the item they wrote. */
export interface AuthorAttributes {
  author: Author['type'];
  /** The agent's name; absent for other authors. */
  agent?: string | undefined;
}

export const authorAttributes = (author: Author): AuthorAttributes => ({
  author: author.type,
  ...(author.type === 'agent' && { agent: author.name }),
});

export function toAuthor({ author, agent = '' }: AuthorAttributes): Author {
  return author === 'agent' ? { type: author, name: agent } : { type: author };
}
