import { dynamoAgentKeys } from '#adapters/dynamo/dynamo-agent-keys.ts';
import { dynamoReadMarks } from '#adapters/dynamo/dynamo-read-marks.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { agentsTable, environment, personalTable, ticketsTable } from '#adapters/environment.ts';
import { log } from '#adapters/logger.ts';
import { markRead } from '#core/ticket/read-marks.ts';
import { agent } from '#http/edge/callers.ts';
import { endpoint, noContent } from '#http/edge/endpoint.ts';
import { markReadContract } from '#http/ticket/mark-read.ts';

const env = environment({ ticketsTable, personalTable, agentsTable });
const world = { tickets: dynamoTicketStore(env.ticketsTable), marks: dynamoReadMarks(env.personalTable) };

export const handler = endpoint({
  log,
  contract: markReadContract,
  caller: agent(dynamoAgentKeys(env.agentsTable)),
  handle: async ({ caller, path, body }) => {
    await markRead(world, path.ticket_id, body.version, caller.id);
    return noContent;
  },
});
