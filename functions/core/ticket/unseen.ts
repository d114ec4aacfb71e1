import type { Agent } from '#core/agents/agent.ts';
import type { Entry } from './entry.ts';

/**
 * Returns true if an agent should see one of these entries before acting: a customer's message, or another agent's reply or field change. Other
 * agents' notes, mail states, automatic changes and the agent's own actions don't affect what the agent decided on, nor that the ticket was merged: what they
 * do then happens to the one that survived. `named` is the id of the ticket that the agent names, of whose merge the survivor tells, too.
 */
export const hasUnseen = ({ id }: Pick<Agent, 'id'>, entries: readonly Entry[], named?: string): boolean =>
  entries.some(
    ({ kind, author, changes }) =>
      (author.type === 'customer' && kind === 'reply') ||
      (author.type === 'agent' &&
        author.id !== id &&
        (kind === 'reply' || changes.length > 0) &&
        !isMerge(changes, named)),
  );

/** Returns true if changes merged a ticket into another one, or took it out again; of the other one's changes, if they did so with the ticket of this id. */
export const isMerge = (changes: Entry['changes'], id = ''): boolean =>
  changes.some(
    ({ field, from, to }) => field === 'merged_into' || (field === 'merged' && from.includes(id) !== to.includes(id)),
  );
