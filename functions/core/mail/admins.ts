import type { Agent } from '#core/agents/agent.ts';
import type { Team } from '#core/agents/team.ts';
import { addressHash } from './address.ts';

/** An address that is notified, and the agent whose email it is, if it is anyone's. */
interface Admin {
  readonly address: string;
  readonly agent: Agent | undefined;
}

/** Returns the addresses from the settings, in their order, with their agents by email, in whichever spelling. An agent who was deactivated isn't notified. */
export const adminsOf = (addresses: readonly string[], { agents }: Team): readonly Admin[] =>
  addresses
    .map((address) => ({
      address,
      agent: agents.find(({ email }) => email != null && addressHash(email) === addressHash(address)),
    }))
    .filter(({ agent }) => agent === undefined || agent.isActive);
