import { expect, it } from 'vitest';
import { newAgentAddress, readAgentAddress } from '#core/inbound/agent-address.ts';
import type { StoredAgentReply } from '#core/mail/agent-replies.ts';

const domain = 'reply.example.com';
const token = '0123456789abcdef0123456789abcdef';

it('an agent’s address is stored for thirty days and fits into a mail', async () => {
  const stored = new Map<string, StoredAgentReply>();
  const agentReplies = { add: async (key: string, reply: StoredAgentReply) => void stored.set(key, reply) };
  const clock = { now: () => Date.parse('2026-11-24T10:00:00Z') };
  const reply = { agentId: 'dana', ticketId: 'ticket', version: 3 };
  const address = await newAgentAddress({ agentReplies, clock, newToken: () => token }, reply, domain);
  expect(address).toBe(`ag-${token}@${domain}`);
  expect(address.split('@')[0]?.length).toBeLessThanOrEqual(64);
  expect(stored.get(token)).toEqual({ ...reply, expiresAt: '2026-12-24T10:00:00.000Z' });
});

it.each([
  [`ag-${token}@${domain}`, token],
  [`AG-${token.toUpperCase()}@Reply.Example.com`, token],
  [`ag-${token.slice(1)}@${domain}`, 'forged'],
  [`ag-${token}0@${domain}`, 'forged'],
  [`ag-@${domain}`, 'forged'],
  [`ag-${token}@example.com`, undefined],
  [`re-${token}@${domain}`, undefined],
  [`ag-${token}`, undefined],
  [`ag-${token}@x@${domain}`, undefined],
])('%j is read as %j', (address, read) => {
  expect(readAgentAddress(address, domain)).toBe(read);
});
