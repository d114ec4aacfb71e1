import * as z from 'zod/mini';
import { roles } from '#core/agents/agent.ts';
import { MAX_AGENT_NAME } from '#core/agents/agent-name.ts';
import { MAX_ADDRESS, mailableAddress } from '#core/mail/address.ts';
import { plainLinePattern } from '#core/text/text.ts';
import type { Contract } from '#http/edge/contract.ts';
import { contended, refused } from '#http/edge/problems.ts';
import { pathId } from '#http/edge/uuid.ts';
import { agentJson } from './agent-json.ts';

/** Returns an invitation's URL, path-relative. The token is in the fragment, which browsers never send. */
export const invitationUrl = (token: string): string => `/static/admin-support.html#token=${token}`;

const path = z.strictObject({ agent_id: pathId() });
const role = z.enum(roles, `must be one of ${roles.join(', ')}`);
const email = z.nullable(
  z.string('must be text').check(
    z.refine((address) => mailableAddress(address) !== undefined, 'must be an email address'),
    z.meta({ format: 'email', maxLength: MAX_ADDRESS }),
  ),
);
const name = z
  .string('must be text')
  .check(z.meta({ minLength: 1, maxLength: MAX_AGENT_NAME, pattern: plainLinePattern() }));

const changed = { 200: { description: 'The agent', schema: agentJson } };
const refusedToOthers = { ...refused.agent, 403: { description: 'The agent is no admin' } };
const refusedChange = {
  400: { description: 'The body cannot be parsed' },
  ...refusedToOthers,
  413: { description: 'The body is too large' },
  415: { description: 'The body is not JSON in UTF-8' },
  422: { description: 'A missing, unknown or invalid field, or the name or address of another agent' },
};
const noAgent = { 404: { description: 'No agent has this id' } };
const lastAdmin = {
  409: {
    description: 'This is the last admin who is active, or too many others change the team at once',
    headers: contended.headers,
  },
};

export const listAgentsContract = {
  summary: 'List the agents',
  responses: {
    200: { description: 'The agents, active or not', schema: z.strictObject({ agents: z.array(agentJson) }) },
    ...refused.agent,
  },
} satisfies Contract;

export const inviteAgentContract = {
  summary: 'Add an agent, and invite them',
  description:
    'For admins. Give the new agent the `invitation_url`: it lets them make a key, once, within seven days. It is path-relative.',
  body: {
    schema: z.strictObject({ name, email: z.optional(email), role }).check(z.meta({ id: 'AgentDraft' })),
    types: ['application/json'],
  },
  responses: {
    201: {
      description: 'The agent, and their invitation',
      schema: z.strictObject({ agent: agentJson, invitation_url: z.string() }),
    },
    ...refusedChange,
    409: contended,
  },
} satisfies Contract;

export const createInvitationContract = {
  summary: 'Invite an agent again',
  description:
    'To another device, or because the first invitation has expired. Agents invite themselves; admins invite anyone. Earlier invitations stay valid.',
  path,
  responses: {
    201: { description: 'The invitation', schema: z.strictObject({ invitation_url: z.string() }) },
    ...refused.agent,
    403: { description: 'An agent who is no admin invites somebody else' },
    ...noAgent,
    409: {
      description: 'The agent was deactivated, or too many others change the team at once',
      headers: contended.headers,
    },
  },
} satisfies Contract;

export const changeAgentContract = {
  summary: 'Change an agent',
  description: 'For admins. `active: false` refuses all keys of the agent within 30 seconds.',
  path,
  body: {
    schema: z
      .strictObject({
        name: z.optional(name),
        email: z.optional(email),
        role: z.optional(role),
        active: z.optional(z.boolean('must be true or false')),
      })
      .check(z.meta({ id: 'AgentChange' })),
    types: ['application/json'],
  },
  responses: { ...changed, ...refusedChange, ...noAgent, ...lastAdmin },
} satisfies Contract;

export const deactivateAgentContract = {
  summary: 'Deactivate an agent',
  description: 'For admins. All keys of the agent are refused within 30 seconds. What they wrote keeps their name.',
  path,
  responses: { ...changed, ...refusedToOthers, ...noAgent, ...lastAdmin },
} satisfies Contract;

export const acceptInvitationContract = {
  summary: 'Exchange an invitation for a key',
  body: {
    schema: z
      .strictObject({ token: z.string('must be text'), name: z._default(name, 'Browser') })
      .check(z.meta({ id: 'InvitationAcceptance' })),
    types: ['application/json'],
  },
  responses: {
    200: {
      description: "The agent's new key, which nothing can show again",
      schema: z.strictObject({ key: z.string() }),
    },
    400: { description: 'The body cannot be parsed' },
    410: { description: 'The invitation is unknown, used or expired, or its agent was deactivated' },
    413: { description: 'The body is too large' },
    415: { description: 'The body is not JSON in UTF-8' },
    422: { description: 'A missing or unknown field, or a name that is empty or too long' },
    503: refused.agent[503],
  },
} satisfies Contract;
