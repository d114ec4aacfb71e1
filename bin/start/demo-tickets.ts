import { randomUUID } from 'node:crypto';
import { entryIdAt } from '#adapters/entry-id.ts';
import { randomPause } from '#adapters/random-pause.ts';
import { clockOf } from '#adapters/system-clock.ts';
import type { Agent } from '#core/agents/agent.ts';
import type { Clock } from '#core/ports.ts';
import { addMessage } from '#core/ticket/add-message.ts';
import { byAgent } from '#core/ticket/author.ts';
import { changeFields } from '#core/ticket/change-fields.ts';
import { entitledTier } from '#core/ticket/entitlement.ts';
import type { ThreadStore, TicketStore } from '#core/ticket/ports.ts';
import { submitTicket } from '#core/ticket/submit-ticket.ts';
import type { SupportTier } from '#core/ticket/support-tier.ts';
import { type DemoTicket, demoTickets } from './demo-texts.ts';

const HOUR_MS = 3_600_000;

interface Stores {
  readonly tickets: TicketStore;
  readonly threads: ThreadStore;
}

/** Fills an empty desk with believable tickets of the last two weeks, through the rules that real ones go through. */
export async function addDemoTickets(
  stores: Stores,
  tiers: readonly SupportTier[],
  agent: Agent,
  now: number = Date.now(),
): Promise<void> {
  await Promise.all(demoTickets.map((demo) => addDemoTicket(stores, tiers, agent, now, demo)));
}

async function addDemoTicket(
  stores: Stores,
  tiers: readonly SupportTier[],
  agent: Pick<Agent, 'id' | 'name'>,
  now: number,
  { email, name, credits, hoursAgo, subject, message, since = [] }: DemoTicket,
): Promise<void> {
  const world = (clock: Clock) => ({
    ...stores,
    clock,
    newId: randomUUID,
    newEntryId: entryIdAt,
    pause: randomPause,
    announce: () => {},
  });
  const known = { issuer: '', userId: `user-${email.split('@')[0]}`, email, creditsPurchased: credits };
  const customer = { ...known, ...(name !== undefined && { name }) };
  const tier = entitledTier(customer, { tiers, pricingUrl: '' });
  const submitted = world(clockOf(() => now - hoursAgo * HOUR_MS));
  const { id } = await submitTicket(submitted, customer, tier, { subject, message });
  for (const [index, what] of since.entries()) {
    const later = world(clockOf(() => now - (hoursAgo / (index + 2)) * HOUR_MS));
    if (typeof what === 'string') await changeFields(later, id, { status: what }, agent);
    else {
      const author = what.by === 'agent' ? byAgent(agent) : ({ type: 'customer' } as const);
      const draft = { author, kind: what.note ? 'note' : 'reply', body: what.text, close: what.close } as const;
      await addMessage(later, id, draft);
    }
  }
}
