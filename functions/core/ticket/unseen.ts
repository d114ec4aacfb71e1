import type { Agent } from '#core/agents/agent.ts';
import type { Entry } from './entry.ts';

/**
 * Whether an agent who acts should first see one of these entries: a customer's message, or another agent's reply or field change. Other
 * agents' notes, mail states and what the desk did by itself change nothing that the agent decided upon, nor does the agent's own doing.
 */
export const hasUnseen = ({ name }: Agent, entries: readonly Entry[]): boolean =>
  entries.some(
    ({ kind, author, changes }) =>
      author.type === 'customer' ||
      // Until agents have ids, their key's name tells them apart.
      (author.type === 'agent' && author.name !== name && (kind === 'reply' || changes.length > 0)),
  );
