import { describe, expect, it } from 'vitest';
import { ticketCounter } from '../../functions/core/count-tickets.ts';
import type { TicketStore } from '../../functions/core/ports.ts';

const counts = { open: 3, in_progress: 2, closed: 5 };

function world(count: TicketStore['count']) {
  const time = { now: 1_000_000 };
  const clock = { now: () => time.now, timestamp: () => '' };
  return { time, counter: ticketCounter({ tickets: { count } as TicketStore, clock }) };
}

describe('counting tickets', () => {
  it('counts once in 30 seconds, whoever asks', async () => {
    let calls = 0;
    const { time, counter } = world(async (status) => {
      calls += 1;
      return counts[status];
    });
    const expected = { ...counts, total: 10 };
    expect(await Promise.all([counter(), counter()])).toEqual([expected, expected]);
    time.now += 29_999;
    await counter();
    expect(calls).toBe(3);
    time.now += 1;
    await counter();
    expect(calls).toBe(6);
  });

  it('does not remember a failure', async () => {
    let broken = true;
    const { counter } = world(async (status) => {
      if (broken) throw new Error('down');
      return counts[status];
    });
    await expect(counter()).rejects.toThrow('down');
    broken = false;
    await expect(counter()).resolves.toMatchObject({ total: 10 });
  });
});
