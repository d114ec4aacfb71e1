import { describe, expect, it } from 'vitest';
import { noTeam } from '#core/agents/team.ts';
import type { Customer } from '#core/customer/customer.ts';
import { agent, anyone, payingCustomer } from '#http/edge/callers.ts';
import { cursorKeyFrom } from '#http/edge/cursor.ts';
import { agentNamed } from '#test/core/agents/agent-named.ts';

const customer: Customer = { issuer: '', userId: 'u1', email: 'a@example.com', creditsPurchased: 1 };
const tier = { credits: 1, name: 'Email (48h response)', responseHours: 48, priority: 'normal' } as const;

describe('a customer', () => {
  const offer = { tiers: [tier], pricingUrl: 'https://shop.example/pricing' };
  const asked: string[] = [];
  const verifying = (found: Customer) => {
    const verify = async (token: string) => {
      asked.push(token);
      return found;
    };
    return payingCustomer({ verify }, offer);
  };

  it.each(['Bearer a.b.c', 'bearer a.b.c', 'BEARER   a.b.c  '])(
    'is identified by the token in %j',
    async (authorization) => {
      expect(await verifying(customer)({ authorization })).toEqual({ customer, tier });
      expect(asked.splice(0)).toEqual(['a.b.c']);
    },
  );

  it.each([
    undefined,
    '',
    'a.b.c',
    'Bearer',
    'Bearer ',
    'Basic a.b.c',
    'Bearer a.b.c d',
    'x Bearer a.b.c',
    'Bearera.b.c',
  ])('is refused without verifying anything for %j', async (authorization) => {
    await expect(verifying(customer)({ authorization })).rejects.toMatchObject({
      refusal: 'invalid_token',
      message: "Send the website's token as `Authorization: Bearer <token>`.",
      headers: { 'www-authenticate': 'Bearer' },
    });
    expect(asked).toEqual([]);
  });

  it('without credits is refused', async () => {
    const broke = verifying({ ...customer, creditsPurchased: 0 });
    await expect(broke({ authorization: 'Bearer a.b.c' })).rejects.toMatchObject({ refusal: 'credits_required' });
  });
});

describe('an agent', () => {
  const dana = agentNamed('Dana');
  const laptop = { id: '0123abcd', name: 'Laptop', createdAt: '2026-11-28T10:00:00Z', lastUsedOn: null };
  const authenticate = agent({
    find: async (key) => (key === 'desk_known' ? { agent: dana, key: laptop, team: noTeam } : undefined),
  });
  const refusal = (message: string) => ({
    refusal: 'invalid_key',
    message,
    headers: { 'www-authenticate': 'X-Admin-Key' },
  });

  it('is identified by the key in X-Admin-Key, which also signs their cursors', async () => {
    expect(await authenticate({ 'x-admin-key': 'desk_known' })).toEqual({
      ...dana,
      key: laptop,
      team: noTeam,
      cursorKey: cursorKeyFrom('desk_known'),
    });
  });

  it.each([{}, { 'x-admin-key': '' }, { authorization: 'Bearer desk_known' }])(
    'is asked for a key: %j',
    async (headers) => {
      await expect(authenticate(headers)).rejects.toMatchObject(refusal("Send an agent's key as `X-Admin-Key`."));
    },
  );

  it('is refused with another key', async () => {
    await expect(authenticate({ 'x-admin-key': 'desk_other' })).rejects.toMatchObject(
      refusal('This key is unknown or was revoked. Ask for a new one.'),
    );
  });
});

it('anyone may call without credentials', async () => {
  expect(await anyone({})).toBeUndefined();
});
