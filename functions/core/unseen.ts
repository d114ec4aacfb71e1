import type { Agent } from './customer.ts';
import type { Author } from './message.ts';
import type { ThreadEntry } from './thread.ts';

/**
 * Whether an agent who acts should first see one of these entries: a customer's message, or another agent's reply or field change. Other
 * agents' notes, mail states and what the desk did by itself change nothing that the agent decided upon, nor does the agent's own doing.
 */
export const hasUnseen = (agent: Agent, entries: readonly ThreadEntry[]): boolean =>
  entries.some((entry) =>
    entry.type === 'message'
      ? isCustomer(entry.message.author) || (entry.message.kind === 'reply' && isOther(agent, entry.message.author))
      : entry.event.from !== entry.event.to && isOther(agent, entry.event.author),
  );

const isCustomer = ({ type }: Author): boolean => type === 'customer';

/** Until agents have ids, their key's name tells them apart. */
const isOther = ({ name }: Agent, author: Author): boolean => author.type === 'agent' && author.name !== name;
