import type { Agent } from '#core/agents/agent.ts';
import type { AgentChange, NewAgent } from '#core/agents/team.ts';
import type { AgentJson } from '#http/agents/agent-json.ts';
import type { Answer } from './cached-responses.ts';
import type { Change, Connection } from './connection.ts';

/** An agent as the others see them. */
export type TeamMember = Omit<Agent, 'createdAt'>;

/** The path of an invitation's page, with the token in its fragment: it lets an agent get a key, once, within seven days. */
type InvitationPath = string;

/** The desk's agents. Every call rejects with `ProblemError` or `Unreachable`, and with nothing else. */
export interface TeamApi {
  all(): Promise<readonly TeamMember[]>;
  /** Adds an agent. For admins, like the other changes; agents may invite themselves again. */
  invite(draft: NewAgent): Promise<{ readonly agent: TeamMember; readonly path: InvitationPath }>;
  inviteAgain(id: string): Promise<InvitationPath>;
  /** Rejects with 409 if nobody would be an admin then. */
  change(id: string, change: AgentChange): Promise<TeamMember>;
  deactivate(id: string): Promise<TeamMember>;
}

const ADDRESS = '/api/admin/agents';

/** The desk's agents, over a connection with an agent's key. */
export function teamApi({ get, change }: Connection): TeamApi {
  const addressOf = (id: string) => `${ADDRESS}/${encodeURIComponent(id)}`;
  return {
    all: () => get(ADDRESS, ({ body }) => (body as { readonly agents: AgentJson[] }).agents.map(toMember)),
    invite: (draft) => change(ADDRESS, jsonOf('POST', draft), readInvited),
    inviteAgain: (id) => change(`${addressOf(id)}/invitations`, { method: 'POST' }, readPath),
    change: (id, { isActive, ...others }) =>
      change(
        addressOf(id),
        jsonOf('PATCH', { ...others, ...(isActive !== undefined && { active: isActive }) }),
        readMember,
      ),
    deactivate: (id) => change(addressOf(id), { method: 'DELETE' }, readMember),
  };
}

const jsonOf = (method: Change['method'], body: object): Change => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

const readPath = ({ body }: Answer): InvitationPath => (body as { readonly invitation_url: string }).invitation_url;

const readMember = ({ body }: Answer): TeamMember => toMember(body as AgentJson);

const readInvited = (answer: Answer) => ({
  agent: toMember((answer.body as { readonly agent: AgentJson }).agent),
  path: readPath(answer),
});

const toMember = ({ active: isActive, ...agent }: AgentJson): TeamMember => ({ ...agent, isActive });
