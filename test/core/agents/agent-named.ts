import type { Agent } from '#core/agents/agent.ts';
import { agentOfKey, noTeam } from '#core/agents/team.ts';
import type { Author } from '#core/ticket/author.ts';

/** The agent of a key that only has this name. */
export function agentNamed(name: string): Agent {
  const agent = agentOfKey(noTeam, { name });
  if (!agent) throw new Error('A key that names its agent has one.');
  return agent;
}

/** The same agent as the author of something. */
export const authorNamed = (name: string): Extract<Author, { type: 'agent' }> => {
  const { id } = agentNamed(name);
  return { type: 'agent', id, name };
};
