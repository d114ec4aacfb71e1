import { dynamoAgentKeys } from '#adapters/dynamo/dynamo-agent-keys.ts';
import { dynamoPostingLists } from '#adapters/dynamo/dynamo-posting-lists.ts';
import { dynamoReadMarks } from '#adapters/dynamo/dynamo-read-marks.ts';
import { dynamoSavedCounts } from '#adapters/dynamo/dynamo-saved-counts.ts';
import { dynamoSavedViews } from '#adapters/dynamo/dynamo-saved-views.ts';
import { dynamoThreadStore } from '#adapters/dynamo/dynamo-thread-store.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { dynamoViewStore } from '#adapters/dynamo/dynamo-view-store.ts';
import { agentsTable, environment, personalTable, ticketsTable, viewsTable } from '#adapters/environment.ts';
import { log } from '#adapters/logger.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { countViews } from '#core/saved-views/count-saved-views.ts';
import { byPlace } from '#core/saved-views/saved-view.ts';
import { countingWith } from '#core/search/count-matches.ts';
import { agent } from '#http/edge/callers.ts';
import { endpoint, ok } from '#http/edge/endpoint.ts';
import { respondToPoll } from '#http/edge/poll.ts';
import { toCountedViewJson } from '#http/saved-views/saved-view-json.ts';
import { listSavedViewsContract } from '#http/saved-views/saved-views.ts';

const env = environment({ ticketsTable, personalTable, viewsTable, agentsTable });
const views = dynamoViewStore(env.viewsTable);
const savedViews = dynamoSavedViews(env);
const marks = dynamoReadMarks(env.personalTable);
const search = {
  postings: dynamoPostingLists(env.viewsTable),
  tickets: dynamoTicketStore(env.ticketsTable),
  threads: dynamoThreadStore(env.ticketsTable),
  marks,
};
const world = { counts: dynamoSavedCounts(env.viewsTable), countMatches: countingWith(search) };

export const handler = endpoint({
  log,
  contract: listSavedViewsContract,
  caller: agent(dynamoAgentKeys(env.agentsTable)),
  handle: async ({ caller, headers }) => {
    const now = systemClock.now();
    // Before anything that the response has: what changes meanwhile changes the next tag.
    const [state, reads] = await Promise.all([views.state(), marks.revision(caller.id)]);
    return respondToPoll({
      now,
      state,
      representation: ['saved views', caller.id, caller.team.version, reads, state.savedViews],
      ifNoneMatch: headers['if-none-match'],
      respond: async () => {
        const saved = (await savedViews.of(caller.id)).toSorted(byPlace);
        const { counts, isComplete } = await countViews(world, { agent: caller, state, reads, now }, saved);
        const body = saved.map((view) => toCountedViewJson(view, counts.get(view.id) ?? null));
        return { ...ok(body), isPassing: !isComplete };
      },
    });
  },
});
