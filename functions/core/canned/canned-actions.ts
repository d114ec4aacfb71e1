import type { TeamStore } from '#core/agents/ports.ts';
import type { Team } from '#core/agents/team.ts';
import { requireAssignable } from '#core/ticket/assignee.ts';
import { tagsOf } from '#core/ticket/tags.ts';
import type { CannedReply } from './canned-reply.ts';

export type CannedActions = NonNullable<CannedReply['actions']>;

/** The request's field that has the actions, a JSON Pointer. */
const FIELD = '#/actions';

/**
 * Returns the actions that a canned reply may be saved with, or undefined if they set nothing; reads the team again if the assignee isn't in it yet.
 * Throws `invalid_fields` for tags, and for an assignee who is unknown or inactive, and `unavailable`.
 */
export async function checkActions(
  { status, assignee, tags: texts }: CannedActions,
  team: Team,
  store: Pick<TeamStore, 'get'>,
): Promise<CannedActions | undefined> {
  const tags = tagsOf(texts ?? [], `${FIELD}/tags`);
  if (typeof assignee === 'string') await requireAssignable(team, store, assignee, FIELD);
  const actions = {
    ...(status !== undefined && { status }),
    ...(assignee !== undefined && { assignee }),
    ...(tags.length > 0 && { tags }),
  };
  return Object.keys(actions).length > 0 ? actions : undefined;
}
