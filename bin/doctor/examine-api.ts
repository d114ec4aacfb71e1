import { setTimeout as pause } from 'node:timers/promises';
import { newAgentKey } from '#adapters/dynamo/agent-key-hash.ts';
import type { DynamoAgentRegistry } from '#adapters/dynamo/dynamo-agent-registry.ts';
import { INDEX_LAG_MS } from '#core/views/poll-tag.ts';
import { examine, type Finding, missing, ok } from './finding.ts';
import { type Answer, request } from './request.ts';

/** The owner of the temporary key that examines the API. */
const DOCTOR = 'desk doctor';

const CLOCKS_MS = 1000;
const POLLS = 3;

/**
 * Examines whether a request comes through to the tables and back: with an agent's key that nobody has, with one that is made for this and deleted
 * after, and whether a poll of what has not changed is answered with 304. `url` is where the desk is reached.
 */
export async function examineApi(
  url: string,
  agents: DynamoAgentRegistry,
  wait: (milliseconds: number) => Promise<unknown> = pause,
): Promise<readonly Finding[]> {
  const there = await examine('API', undefined, () => examineHealth(url));
  if (there.some(({ state }) => state !== 'ok')) return there;
  const permission = 'dynamodb:PutItem and dynamodb:DeleteItem on the agents table';
  return [...there, ...(await examine('API with an agent’s key', permission, () => examineKeys(url, agents, wait)))];
}

async function examineHealth(url: string): Promise<Finding> {
  const { status, milliseconds } = await request(`${url}/api/health`);
  if (status === 200) return ok('API', `${url}/api/health answers, in ${milliseconds} ms`);
  return missing('API', `${url}/api/health was answered with ${status}.`, whatToDo(status));
}

async function examineKeys(
  url: string,
  agents: DynamoAgentRegistry,
  wait: (milliseconds: number) => Promise<unknown>,
): Promise<readonly Finding[]> {
  const list = `${url}/api/admin/support-tickets?limit=1`;
  const stranger = await request(list, { 'x-admin-key': newAgentKey() });
  if (stranger.status !== 401) {
    return [missing('Agents’ keys', `An unknown key got the response ${stranger.status}.`, whatToDo(stranger.status))];
  }
  const key = await agents.addTemporary(DOCTOR);
  try {
    return [
      ok('Agents’ keys', 'an unknown key is refused'),
      ...(await examine('Tickets', undefined, () => examinePoll('Tickets', list, key, wait))),
      ...(await examine('Counts', undefined, () =>
        examinePoll('Counts', `${url}/api/admin/support-stats?days=1`, key, wait),
      )),
    ];
  } finally {
    await agents.remove(key);
  }
}

/** Right after a change every poll is answered in full: then it is asked again when that is over. */
async function examinePoll(
  about: string,
  url: string,
  key: string,
  wait: (milliseconds: number) => Promise<unknown>,
): Promise<Finding> {
  const headers = { 'x-admin-key': key };
  let answer: Answer | undefined;
  for (let poll = 1; poll <= POLLS; poll += 1) {
    const first = await request(url, headers);
    if (first.status !== 200) {
      return missing(about, `An agent’s request got the response ${first.status}.`, whatToDo(first.status));
    }
    answer = await request(url, { ...headers, 'if-none-match': first.headers.get('etag') ?? '' });
    if (answer.status === 304) {
      return ok(about, `read in ${first.milliseconds} ms; 304 in ${answer.milliseconds} ms while nothing has changed`);
    }
    if (poll < POLLS) await wait(INDEX_LAG_MS + CLOCKS_MS);
  }
  return missing(
    about,
    `A poll returned everything although nothing has changed (${answer?.status} instead of 304), ${POLLS} times.`,
    'If customers are writing right now, try again later. Otherwise check what is in between: a proxy, or a distribution of your own, must forward ETag and If-None-Match.',
  );
}

/** An answer of 5xx has its line in the log; what is not of the desk comes from before it. */
function whatToDo(status: number): string {
  if (status >= 500) return 'Read the function’s log: see docs/operations.md, "Find a request".';
  if (status === 429) return 'There are too many requests right now. Try again later, or raise the setting "throttle".';
  return 'Deploy again (npx cdk deploy); if that doesn’t help, something in front of the API responds in its place.';
}
