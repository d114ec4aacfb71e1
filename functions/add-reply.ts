import { dynamoAgentKeys } from '#adapters/dynamo/dynamo-agent-keys.ts';
import { dynamoThreadStore } from '#adapters/dynamo/dynamo-thread-store.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { entryIdAt } from '#adapters/entry-id.ts';
import { agentsTable, assignOnReply, environment, optional, ticketsTable } from '#adapters/environment.ts';
import { log } from '#adapters/logger.ts';
import { randomPause } from '#adapters/random-pause.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { addMessage } from '#core/ticket/add-message.ts';
import { assignedByReply, ticketsReadWith } from '#core/ticket/assignee.ts';
import { byAgent } from '#core/ticket/author.ts';
import { countChanges } from '#core/ticket/count-changes.ts';
import { agent } from '#http/edge/callers.ts';
import { endpoint } from '#http/edge/endpoint.ts';
import { addReplyContract } from '#http/ticket/add-reply.ts';
import { ifMatch } from '#http/ticket/if-match.ts';
import { okAdded } from '#http/ticket/thread-json.ts';

const env = environment({ ticketsTable, agentsTable, assignOnReply: optional(assignOnReply) });
const tickets = dynamoTicketStore(env.ticketsTable);
const threads = dynamoThreadStore(env.ticketsTable);
const world = { threads, clock: systemClock, newEntryId: entryIdAt, pause: randomPause };

export const handler = endpoint({
  log,
  contract: addReplyContract,
  caller: agent(dynamoAgentKeys(env.agentsTable)),
  handle: async ({ caller, path: { ticket_id: id }, headers, body, count }) => {
    const precondition = ifMatch(headers['if-match'], { agent: caller, threads });
    const author = byAgent(caller);
    const { team } = caller;
    const assignTo = assignedByReply(team, caller, env.assignOnReply);
    const draft = { ...body, author, assignTo, idempotencyKey: headers['idempotency-key'] } as const;
    const counted = { ...world, tickets: ticketsReadWith(team, countChanges(tickets, count)) };
    return okAdded(await addMessage(counted, id, draft, { precondition }));
  },
});
