import { expect, it } from 'vitest';
import { newestFirst } from '#core/ticket/ticket.ts';

const [early, late] = ['2026-11-01T10:00:00.000000000Z', '2026-11-01T10:00:00.000000001Z'];

it('the newest ticket comes first, and of two with the same time the one with the greater id', () => {
  expect(newestFirst({ createdAt: late, id: 'a' }, { createdAt: early, id: 'b' })).toBe(-1);
  expect(newestFirst({ createdAt: early, id: 'b' }, { createdAt: late, id: 'a' })).toBe(1);
  expect(newestFirst({ createdAt: early, id: 'b' }, { createdAt: early, id: 'a' })).toBe(-1);
  expect(newestFirst({ createdAt: early, id: 'a' }, { createdAt: early, id: 'b' })).toBe(1);
  expect(newestFirst({ createdAt: early, id: 'a' }, { createdAt: early, id: 'a' })).toBe(0);
});
