import { randomUUID } from 'node:crypto';
import { dynamoAgentKeys } from './adapters/dynamo-agent-keys.ts';
import { dynamoTicketStore } from './adapters/dynamo-ticket-store.ts';
import { environment } from './adapters/environment.ts';
import { log } from './adapters/logger.ts';
import { systemClock } from './adapters/system-clock.ts';
import { changeStatus } from './core/change-status.ts';
import { countChanges } from './core/count-changes.ts';
import { agent } from './http/callers.ts';
import { closeTicketContract } from './http/contracts/close-ticket.ts';
import { endpoint, ok } from './http/endpoint.ts';

const tickets = dynamoTicketStore(environment('TICKETS_TABLE'));
const world = { clock: systemClock, newId: randomUUID };

export const handler = endpoint({
  log,
  contract: closeTicketContract,
  caller: agent(dynamoAgentKeys(environment('AGENTS_TABLE'))),
  handle: async ({ path, caller, count }) => {
    await changeStatus({ ...world, tickets: countChanges(tickets, count) }, path.ticket_id, 'closed', caller);
    return ok({ success: true, message: 'Ticket closed' });
  },
});
