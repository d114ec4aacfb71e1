import { dynamoAgentKeys } from '#adapters/dynamo/dynamo-agent-keys.ts';
import { dynamoPostingLists } from '#adapters/dynamo/dynamo-posting-lists.ts';
import { dynamoQueues } from '#adapters/dynamo/dynamo-queues.ts';
import { dynamoReadMarks } from '#adapters/dynamo/dynamo-read-marks.ts';
import { dynamoThreadStore } from '#adapters/dynamo/dynamo-thread-store.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { dynamoViewStore } from '#adapters/dynamo/dynamo-view-store.ts';
import { agentsTable, environment, personalTable, ticketsTable, viewsTable } from '#adapters/environment.ts';
import { log } from '#adapters/logger.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { listTickets, placeOfTicket } from '#core/search/list-tickets.ts';
import { agent } from '#http/edge/callers.ts';
import { readCursor } from '#http/edge/cursor.ts';
import { endpoint, ok } from '#http/edge/endpoint.ts';
import { respondToPoll } from '#http/edge/poll.ts';
import { listTicketsContract } from '#http/ticket/list-tickets.ts';
import { listOf } from '#http/ticket/ticket-list.ts';
import { ticketListPage } from '#http/ticket/ticket-list-page.ts';

const env = environment({ ticketsTable, viewsTable, agentsTable, personalTable });
const marks = dynamoReadMarks(env.personalTable);
const views = dynamoViewStore(env.viewsTable);
const stores = {
  tickets: dynamoTicketStore(env.ticketsTable),
  threads: dynamoThreadStore(env.ticketsTable),
  queues: dynamoQueues(env.viewsTable),
  postings: dynamoPostingLists(env.viewsTable),
  marks,
};

export const handler = endpoint({
  log,
  contract: listTicketsContract,
  caller: agent(dynamoAgentKeys(env.agentsTable)),
  handle: async ({ caller, query: { cursor, after_ticket: ticketId, limit, ...query }, headers }) => {
    const list = listOf(query, { me: caller.id, agents: caller.team.agents });
    const given = cursor === undefined ? undefined : readCursor(caller.cursorKey, list.name, cursor);
    const now = systemClock.now();
    // Before anything that the response has: what changes meanwhile changes the next tag.
    const [state, revision] = await Promise.all([views.state(), marks.revision(caller.id)]);
    return respondToPoll({
      now,
      state,
      representation: ['list', caller.id, caller.team.version, revision, list.name, limit, cursor, ticketId],
      ifNoneMatch: headers['if-none-match'],
      respond: async () => {
        const after = ticketId === undefined ? given : await placeOfTicket(stores, list, ticketId);
        const page = await listTickets(stores, list, { limit, after }, caller);
        const { body, headers } = ticketListPage(page, { ...list, limit }, caller.cursorKey);
        return ok(body, headers);
      },
    });
  },
});
