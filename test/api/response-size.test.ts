import { expect, it } from 'vitest';
import { encodedBytes, MAX_RESPONSE_BYTES } from '#core/encoded-bytes.ts';
import { deskUnderTest, json, nextOf } from './desk-under-test.ts';

const { asAgent, asCustomer, submit } = deskUnderTest();

const customer = { sub: 'a-customer-of-control-characters' };
const costly = '\u0001'.repeat(10_000);
const REPLIES = 100;

it('a ticket with a hundred replies of control characters opens, for agents and for its customer', {
  timeout: 240_000,
}, async () => {
  const id = await submit({ message: costly }, customer);
  const path = `/api/admin/support-tickets/${id}`;
  for (let number = 1; number <= REPLIES; number += 1) {
    const { status } = await asAgent('POST', `${path}/replies`, json({ kind: 'reply', body: costly }));
    expect(status).toBe(200);
  }
  const stale = await asAgent('PATCH', path, json({ status: 'closed' }, { 'if-match': '"999"' }));
  expect(stale.status).toBe(412);
  const own = `/api/support/tickets/${id}`;
  for (const [first, read, part] of [
    [path, (at: string) => asAgent('GET', at), 'thread'],
    [own, (at: string) => asCustomer('GET', at, {}, customer), 'messages'],
  ] as const) {
    const seen = new Set<string>();
    for (let next: string | undefined = first; next !== undefined; ) {
      const answer = await read(next);
      expect(answer.status).toBe(200);
      expect(encodedBytes(answer.json)).toBeLessThan(MAX_RESPONSE_BYTES);
      for (const entry of answer.json[part]) seen.add(entry.id);
      next = nextOf(answer);
    }
    expect(seen.size).toBe(REPLIES);
  }
});
