import type { Agent } from '#core/agents/agent.ts';
import { byAgent } from './author.ts';
import { type Changed, type ChangeWorld, type Conditions, changeTicket } from './change-ticket.ts';
import type { Status } from './ticket.ts';
import { withStatus } from './ticket-status.ts';

/** Changes a ticket's status at an agent's request. Throws as `changeTicket` does. */
export const changeStatus = (
  world: ChangeWorld,
  id: string,
  status: Status,
  agent: Pick<Agent, 'id' | 'name'>,
  conditions: Conditions = {},
): Promise<Changed> => {
  const author = byAgent(agent);
  return changeTicket(
    world,
    id,
    { kind: 'change', author, rule: (ticket, at) => withStatus(ticket, status, at) },
    conditions,
  );
};
