import { dynamoAgentKeys } from '#adapters/dynamo/dynamo-agent-keys.ts';
import { dynamoSavedViews } from '#adapters/dynamo/dynamo-saved-views.ts';
import { agentsTable, environment, personalTable, viewsTable } from '#adapters/environment.ts';
import { log } from '#adapters/logger.ts';
import { randomPause } from '#adapters/random-pause.ts';
import { deleteView } from '#core/saved-views/change-saved-views.ts';
import { agent } from '#http/edge/callers.ts';
import { endpoint, ok } from '#http/edge/endpoint.ts';
import { deleteSavedViewContract } from '#http/saved-views/saved-views.ts';

const env = environment({ personalTable, viewsTable, agentsTable });
const world = { savedViews: dynamoSavedViews(env), pause: randomPause };

export const handler = endpoint({
  log,
  contract: deleteSavedViewContract,
  caller: agent(dynamoAgentKeys(env.agentsTable)),
  handle: async ({ caller, path }) => {
    await deleteView(world, caller.id, path.saved_view_id);
    return ok({ success: true });
  },
});
