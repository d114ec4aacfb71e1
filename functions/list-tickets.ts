import { dynamoAgentKeys } from '#adapters/dynamo/dynamo-agent-keys.ts';
import { dynamoQueues } from '#adapters/dynamo/dynamo-queues.ts';
import { dynamoReadMarks } from '#adapters/dynamo/dynamo-read-marks.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { dynamoViewStore } from '#adapters/dynamo/dynamo-view-store.ts';
import { agentsTable, environment, personalTable, ticketsTable, viewsTable } from '#adapters/environment.ts';
import { log } from '#adapters/logger.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { ticketsReadWith } from '#core/ticket/assignee.ts';
import { queuePage } from '#core/ticket/queue-page.ts';
import { agent } from '#http/edge/callers.ts';
import { readCursor } from '#http/edge/cursor.ts';
import { endpoint, ok } from '#http/edge/endpoint.ts';
import { respondToPoll } from '#http/edge/poll.ts';
import { listOf, listTicketsContract } from '#http/ticket/list-tickets.ts';
import { ticketListPage } from '#http/ticket/ticket-list-page.ts';

const env = environment({ ticketsTable, viewsTable, agentsTable, personalTable });
const tickets = dynamoTicketStore(env.ticketsTable);
const marks = dynamoReadMarks(env.personalTable);
const queues = dynamoQueues(env.viewsTable);
const views = dynamoViewStore(env.viewsTable);

export const handler = endpoint({
  log,
  contract: listTicketsContract,
  caller: agent(dynamoAgentKeys(env.agentsTable)),
  handle: async ({ caller, query: { cursor, ...query }, headers }) => {
    const list = listOf(query, caller.id);
    const after = cursor === undefined ? undefined : readCursor(caller.cursorKey, list.name, cursor);
    const now = systemClock.now();
    // Before anything that the response has: what changes meanwhile changes the next tag.
    const [state, revision] = await Promise.all([views.state(), marks.revision(caller.id)]);
    return respondToPoll({
      now,
      state,
      representation: ['list', caller.id, caller.team.version, revision, list.name, query.limit, cursor],
      ifNoneMatch: headers['if-none-match'],
      respond: async () => {
        const page =
          list.queue === undefined
            ? await ticketsReadWith(caller.team, tickets).page(list.status, query.limit, after)
            : await queuePage({ queues, tickets }, caller.team, list.queue, query.limit, after);
        const read = await marks.of(caller.id, page.tickets);
        const { body, next } = ticketListPage(page, read, { ...list, limit: query.limit }, caller.cursorKey);
        return ok(body, next ? { link: `<${next}>; rel="next"` } : {});
      },
    });
  },
});
