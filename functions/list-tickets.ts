import { dynamoAgentKeys } from './adapters/dynamo-agent-keys.ts';
import { dynamoTicketStore } from './adapters/dynamo-ticket-store.ts';
import { dynamoViewStore } from './adapters/dynamo-view-store.ts';
import { environment } from './adapters/environment.ts';
import { log } from './adapters/logger.ts';
import { systemClock } from './adapters/system-clock.ts';
import { agent } from './http/callers.ts';
import { listTicketsContract } from './http/contracts/list-tickets.ts';
import { readCursor } from './http/cursor.ts';
import { endpoint, ok } from './http/endpoint.ts';
import { answerPoll } from './http/poll.ts';
import { ticketListPage } from './http/ticket-list-page.ts';

const tickets = dynamoTicketStore(environment('TICKETS_TABLE'));
const views = dynamoViewStore(environment('VIEWS_TABLE'));

export const handler = endpoint({
  log,
  contract: listTicketsContract,
  caller: agent(dynamoAgentKeys(environment('AGENTS_TABLE'))),
  handle: async ({ caller, query: { status, limit, cursor }, headers }) => {
    const after = cursor === undefined ? undefined : readCursor(caller.cursorKey, status, cursor);
    const now = systemClock.now();
    return answerPoll({
      now,
      state: await views.state(),
      representation: ['list', status, limit, cursor],
      ifNoneMatch: headers['if-none-match'],
      answer: async () => {
        const page = await tickets.page(status, limit, after);
        const { body, next } = ticketListPage(page, { status, limit }, caller.cursorKey);
        return ok(body, next ? { link: `<${next}>; rel="next"` } : {});
      },
    });
  },
});
