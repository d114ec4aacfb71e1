import { namedId } from '#core/agents/team.ts';
import type { Author } from '#core/ticket/author.ts';

/** An author, as attributes of the item they wrote. */
export interface AuthorAttributes {
  author: Author['type'];
  /** The agent's name; absent for other authors. */
  agent?: string | undefined;
  /** Absent also from what was written before agents had ids. */
  agent_id?: string | undefined;
}

export const authorAttributes = (author: Author): AuthorAttributes => ({
  author: author.type,
  ...(author.type === 'agent' && { agent: author.name, agent_id: author.id }),
});

export function toAuthor({ author, agent: name = '', agent_id: id = namedId(name) }: AuthorAttributes): Author {
  return author === 'agent' ? { type: author, id, name } : { type: author };
}
