import { randomUUID } from 'node:crypto';
import { dynamoAgentKeys } from '#adapters/dynamo/dynamo-agent-keys.ts';
import { dynamo } from '#adapters/dynamo/dynamo-client.ts';
import { dynamoThreadStore } from '#adapters/dynamo/dynamo-thread-store.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { dynamoUploads } from '#adapters/dynamo/dynamo-uploads.ts';
import { entryIdAt } from '#adapters/entry-id.ts';
import {
  agentsTable,
  assignOnReply,
  environment,
  fileBucket,
  optional,
  personalTable,
  ticketsTable,
} from '#adapters/environment.ts';
import { s3Files } from '#adapters/files/s3-files.ts';
import { log } from '#adapters/logger.ts';
import { randomPause } from '#adapters/random-pause.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { filesToAttach } from '#core/files/attach-files.ts';
import { addMessage } from '#core/ticket/add-message.ts';
import { assignedByReply, ticketsReadWith } from '#core/ticket/assignee.ts';
import { byAgent } from '#core/ticket/author.ts';
import { countChanges } from '#core/ticket/count-changes.ts';
import { agent } from '#http/edge/callers.ts';
import { endpoint } from '#http/edge/endpoint.ts';
import { addReplyContract } from '#http/ticket/add-reply.ts';
import { ifMatch } from '#http/ticket/if-match.ts';
import { okAdded } from '#http/ticket/thread-json.ts';

const env = environment({
  ticketsTable,
  personalTable,
  fileBucket,
  agentsTable,
  assignOnReply: optional(assignOnReply),
});
const tickets = dynamoTicketStore(env.ticketsTable, dynamo(), env.personalTable);
const uploads = dynamoUploads(env.personalTable);
const files = s3Files(env.fileBucket);
const threads = dynamoThreadStore(env.ticketsTable);
const world = { threads, clock: systemClock, newEntryId: entryIdAt, pause: randomPause };
const fileWorld = { uploads, files, clock: systemClock, newId: randomUUID };

export const handler = endpoint({
  log,
  contract: addReplyContract,
  caller: agent(dynamoAgentKeys(env.agentsTable)),
  handle: async ({ caller, path: { ticket_id: id }, headers, body: { attachments, ...body }, count }) => {
    const precondition = ifMatch(headers['if-match'], { agent: caller, threads });
    const author = byAgent(caller);
    const { team } = caller;
    const assignTo = assignedByReply(team, caller, env.assignOnReply);
    const attached = filesToAttach(fileWorld, { type: 'agent', id: caller.id }, { uploads: attachments, given: [] });
    const key = headers['idempotency-key'];
    const draft = { ...body, author, assignTo, files: attached, idempotencyKey: key } as const;
    const counted = { ...world, tickets: ticketsReadWith(team, countChanges(tickets, count)) };
    return okAdded(await addMessage(counted, id, draft, { precondition }));
  },
});
