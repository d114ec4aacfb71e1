import { describe, expect, it } from 'vitest';
import { deskUnderTest } from './desk-under-test.ts';

const { asAgent } = deskUnderTest({ mailPort: 0 });
const allow = (address: string) => asAgent('DELETE', `/api/admin/suppressed-addresses/${address}`);

describe('allowing an address', () => {
  it.each(['ann@example.com', 'ann+tag@example.com', "o'hara@example.com", 'ann@bücher.example', 'jürgen@example.com'])(
    'succeeds although it is not blocked, however often: %s',
    async (address) => {
      for (const written of [address, encodeURIComponent(address), encodeURIComponent(address)]) {
        const { status, json } = await allow(written);
        expect(status).toBe(200);
        expect(json).toEqual({ success: true });
      }
    },
  );

  it.each([
    ['nobody', 'must be an email address'],
    ['a@b@example.com', 'must be an email address'],
    ['a%20b@example.com', 'must be an email address'],
    ['a%00@example.com', 'must be an email address'],
    [`${'a'.repeat(320)}@example.com`, 'is longer than 320 characters'],
  ])('is refused for an invalid one: %.40s', async (address, detail) => {
    const { status, json } = await allow(address);
    expect(status).toBe(422);
    expect(json.errors).toEqual([{ pointer: '#/address', detail }]);
  });
});

it('while no admin’s address is blocked, none is listed', async () => {
  const { status, json } = await asAgent('GET', '/api/admin/suppressed-addresses');
  expect([status, json]).toEqual([200, { addresses: [] }]);
});
