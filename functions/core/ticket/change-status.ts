import type { Agent } from '#core/agents/agent.ts';
import { type Changed, type ChangeWorld, type Conditions, changeTicket } from './change-ticket.ts';
import type { Status } from './ticket.ts';
import { withStatus } from './ticket-status.ts';

/** Changes a ticket's status at an agent's request. Throws as `changeTicket` does. */
export const changeStatus = (
  world: ChangeWorld,
  id: string,
  status: Status,
  { name }: Agent,
  conditions: Conditions = {},
): Promise<Changed> => {
  const author = { type: 'agent', name } as const;
  return changeTicket(
    world,
    id,
    { kind: 'change', author, rule: (ticket, at) => withStatus(ticket, status, at) },
    conditions,
  );
};
