import { dynamoAgentKeys } from '#adapters/dynamo/dynamo-agent-keys.ts';
import { dynamoSavedViews } from '#adapters/dynamo/dynamo-saved-views.ts';
import { agentsTable, environment, personalTable, viewsTable } from '#adapters/environment.ts';
import { log } from '#adapters/logger.ts';
import { randomPause } from '#adapters/random-pause.ts';
import { saveView } from '#core/saved-views/change-saved-views.ts';
import { agent } from '#http/edge/callers.ts';
import { endpoint, ok } from '#http/edge/endpoint.ts';
import { toSavedViewJson } from '#http/saved-views/saved-view-json.ts';
import { putSavedViewContract } from '#http/saved-views/saved-views.ts';

const env = environment({ personalTable, viewsTable, agentsTable });
const world = { savedViews: dynamoSavedViews(env), pause: randomPause };

export const handler = endpoint({
  log,
  contract: putSavedViewContract,
  caller: agent(dynamoAgentKeys(env.agentsTable)),
  handle: async ({ caller, path, body: { shared, ...draft } }) => {
    const people = { me: caller.id, agents: caller.team.agents };
    const view = { ...draft, id: path.saved_view_id, isShared: shared };
    return ok(toSavedViewJson(await saveView(world, people, view)));
  },
});
