import { dynamoAgentKeys } from '#adapters/dynamo/dynamo-agent-keys.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { dynamoViewStore } from '#adapters/dynamo/dynamo-view-store.ts';
import { agentsTable, environment, ticketsTable, viewsTable } from '#adapters/environment.ts';
import { log } from '#adapters/logger.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { ticketsReadWith } from '#core/ticket/assignee.ts';
import { agent } from '#http/edge/callers.ts';
import { readCursor } from '#http/edge/cursor.ts';
import { endpoint, ok } from '#http/edge/endpoint.ts';
import { respondToPoll } from '#http/edge/poll.ts';
import { listTicketsContract } from '#http/ticket/list-tickets.ts';
import { ticketListPage } from '#http/ticket/ticket-list-page.ts';

const env = environment({ ticketsTable, viewsTable, agentsTable });
const tickets = dynamoTicketStore(env.ticketsTable);
const views = dynamoViewStore(env.viewsTable);

export const handler = endpoint({
  log,
  contract: listTicketsContract,
  caller: agent(dynamoAgentKeys(env.agentsTable)),
  handle: async ({ caller, query: { status, limit, cursor }, headers }) => {
    const after = cursor === undefined ? undefined : readCursor(caller.cursorKey, status, cursor);
    const now = systemClock.now();
    return respondToPoll({
      now,
      state: await views.state(),
      representation: ['list', caller.team.version, status, limit, cursor],
      ifNoneMatch: headers['if-none-match'],
      respond: async () => {
        const page = await ticketsReadWith(caller.team, tickets).page(status, limit, after);
        const { body, next } = ticketListPage(page, { status, limit }, caller.cursorKey);
        return ok(body, next ? { link: `<${next}>; rel="next"` } : {});
      },
    });
  },
});
