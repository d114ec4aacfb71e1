import type { FunctionNeeds } from './resources.ts';
import type { Route } from './routes.ts';

const agentNeeds: FunctionNeeds = { touches: { agents: ['BatchGetItem'], keyUse: ['UpdateItem'] } };

/** The needs of a function in order to know its caller. */
const callerNeeds: Readonly<Record<Route['caller'], FunctionNeeds>> = {
  anyone: { touches: {} },
  customer: { touches: { tokenKeys: ['GetParameter'] } },
  paying_customer: { touches: { tokenKeys: ['GetParameter'] }, reads: ['supportTiers', 'pricingUrl'] },
  agent: agentNeeds,
  admin: agentNeeds,
};

/** Returns the needs of a route's function, for its caller and for its work. */
export function needsOf({ caller, touches, reads = [] }: Route): FunctionNeeds {
  const known = callerNeeds[caller];
  const agents = [...(known.touches.agents ?? []), ...(touches.agents ?? [])];
  return {
    touches: { ...known.touches, ...touches, ...(agents.length > 0 && { agents }) },
    reads: [...(known.reads ?? []), ...reads],
  };
}
