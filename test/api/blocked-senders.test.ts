import { describe, expect, it } from 'vitest';
import { deskUnderTest } from './desk-under-test.ts';

const { asAgent } = deskUnderTest();
const senders = (method: string, address: string) => asAgent(method, `/api/admin/blocked-senders/${address}`);

describe.each(['PUT', 'DELETE'])('%s of a blocked sender', (method) => {
  it.each(['ann@example.com', 'ann+tag@example.com', "o'hara@example.com", 'ann@bücher.example', 'jürgen@example.com'])(
    'succeeds, however often: %s',
    async (address) => {
      for (const written of [address, encodeURIComponent(address), encodeURIComponent(address)]) {
        const { status, json } = await senders(method, written);
        expect([status, json]).toEqual([200, { success: true }]);
      }
    },
  );

  it.each([
    ['nobody', 'must be an email address'],
    ['a%20b@example.com', 'must be an email address'],
    [`${'a'.repeat(320)}@example.com`, 'is longer than 320 characters'],
  ])('is refused for an invalid address: %.40s', async (address, detail) => {
    const { status, json } = await senders(method, address);
    expect(status).toBe(422);
    expect(json.errors).toEqual([{ pointer: '#/address', detail }]);
  });
});
