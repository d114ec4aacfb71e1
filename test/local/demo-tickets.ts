import { randomUUID } from 'node:crypto';
import { clockOf } from '../../functions/adapters/system-clock.ts';
import { changeStatus } from '../../functions/core/change-status.ts';
import { entitledTier } from '../../functions/core/entitlement.ts';
import type { TicketStore } from '../../functions/core/ports.ts';
import { submitTicket } from '../../functions/core/submit-ticket.ts';
import type { SupportTier } from '../../functions/core/support-tier.ts';
import { type DemoTicket, demoTickets } from './demo-texts.ts';

const HOUR_MS = 3_600_000;

/** Fills an empty desk with believable tickets of the last two weeks, through the rules that real ones go through. */
export async function addDemoTickets(
  tickets: TicketStore,
  tiers: readonly SupportTier[],
  agentName: string,
  now: number = Date.now(),
): Promise<void> {
  await Promise.all(demoTickets.map((demo) => addDemoTicket(tickets, tiers, agentName, now, demo)));
}

async function addDemoTicket(
  tickets: TicketStore,
  tiers: readonly SupportTier[],
  name: string,
  now: number,
  { email, credits, hoursAgo, subject, message, handled = [] }: DemoTicket,
): Promise<void> {
  const submitted = { tickets, clock: clockOf(() => now - hoursAgo * HOUR_MS), newId: randomUUID, announce: () => {} };
  const customer = { issuer: '', userId: `user-${email.split('@')[0]}`, email, creditsPurchased: credits };
  const tier = entitledTier(customer, { tiers, pricingUrl: '' });
  const { id } = await submitTicket(submitted, customer, tier, { subject, message });
  for (const [index, status] of handled.entries()) {
    const later = now - (hoursAgo / (index + 2)) * HOUR_MS;
    await changeStatus({ tickets, clock: clockOf(() => later), newId: randomUUID }, id, status, { name });
  }
}
