import { describe, expect, it } from 'vitest';
import { timeLeft, withinDeadline } from '#core/deadline.ts';
import { contended } from '#core/errors.ts';
import { changeMany } from '#core/ticket/change-many.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';

const ticketOf = (place: number) => ({ ...exampleTicket, id: `t${place}` });
const places = Array.from({ length: 50 }, (_, place) => place);

/** Lets others go on. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('changing many tickets', () => {
  it('returns an outcome for each, in order, and has few under way at a time', async () => {
    let [underWay, most] = [0, 0];
    const refusal = contended('Busy.');
    const outcomes = await changeMany(places, async (place) => {
      underWay += 1;
      most = Math.max(most, underWay);
      for (let turns = 0; turns < (place * 7) % 5; turns += 1) await turn();
      underWay -= 1;
      if (place % 10 === 3) throw refusal;
      return ticketOf(place);
    });
    expect(outcomes).toEqual(places.map((place) => (place % 10 === 3 ? refusal : ticketOf(place))));
    expect(most).toBe(8);
  });

  it('begins none that could exceed the deadline, and keeps time for the response', async () => {
    const left: number[] = [];
    const change = async (place: number) => {
      left.push(timeLeft());
      return ticketOf(place);
    };
    const late = await withinDeadline(3_400, () => changeMany([1, 2], change));
    expect(late).toMatchObject([{ refusal: 'unavailable' }, { refusal: 'unavailable' }]);
    expect(left).toEqual([]);
    const early = await withinDeadline(6_000, () => changeMany([1], change));
    expect(early).toEqual([ticketOf(1)]);
    expect(left[0]).toBeLessThanOrEqual(5_500);
  });

  it('tries all of them before it rejects with a bug', async () => {
    const tried: number[] = [];
    const bug = new TypeError('x is undefined');
    const changing = changeMany(places, async (place) => {
      tried.push(place);
      if (place === 5) throw bug;
      return ticketOf(place);
    });
    await expect(changing).rejects.toBe(bug);
    expect(tried).toEqual(places);
  });
});
