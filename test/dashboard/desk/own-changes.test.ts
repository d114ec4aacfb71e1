import { describe, expect, it } from 'vitest';
import { id, json, LISTING, notModified, OPEN, seconds, tagged, ticketJson, wired } from '#test/dashboard/wired-api.ts';

describe('after a change of one’s own', () => {
  const changes: [string, Response | Error][] = [
    ['a change that was made', json(ticketJson(2))],
    ['a change that was refused', json({ detail: 'It changed.', ticket: ticketJson(2) }, {}, 412)],
    ['a change whose answer was lost', new TypeError('Failed to fetch')],
    ['a change answered by a proxy', json('Bad gateway', {}, 502)],
  ];
  it.each(changes)('no tag is sent for 15 s, nor one from before: %s', async (_, answer) => {
    const { api, answers, asked, world } = wired();
    answers.push(tagged('before'), answer, tagged('lagging'), tagged('lagging too'), tagged('after'), notModified());
    await api.list(LISTING);
    await api.change(id, { status: 'closed' }, 1).catch(() => {});
    for (const passed of [0, 14.999, 0.001, 1]) {
      world.now += seconds(passed);
      await api.list(LISTING);
    }
    const tags = asked.filter(([address]) => address === OPEN).map(([, tag]) => tag);
    expect(tags).toEqual([null, null, null, null, 'W/"after"']);
  });

  it('the 15 s last from its sending until after its end, for it may take effect until then', async () => {
    const { api, answers, asked, world } = wired();
    const made = Promise.withResolvers<Response>();
    answers.push(tagged('before'), made.promise, tagged('meanwhile'), tagged('after'));
    await api.list(LISTING);
    const closing = api.close(id, 1);
    await api.list(LISTING);
    world.now += seconds(16);
    made.resolve(json({ success: true }));
    await closing;
    await api.list(LISTING);
    expect(asked.map(([, tag]) => tag)).toEqual([null, null, null, null]);
  });

  it('an answer that was asked for before it is not kept', async () => {
    const { api, answers, asked, world } = wired();
    const slow = Promise.withResolvers<Response>();
    answers.push(slow.promise, json({ success: true }), tagged('b'));
    const reading = api.list(LISTING);
    await api.close(id, 1);
    slow.resolve(tagged('a'));
    await reading;
    world.now += seconds(20);
    await api.list(LISTING);
    expect(asked.map(([, tag]) => tag)).toEqual([null, null, null]);
  });

  it('a “not modified” under way still has the list it speaks of', async () => {
    const { api, answers } = wired();
    const slow = Promise.withResolvers<Response>();
    answers.push(tagged('a'), slow.promise, json({ success: true }));
    await api.list(LISTING);
    const reading = api.list(LISTING);
    await api.close(id, 1);
    slow.resolve(notModified());
    expect((await reading).tickets).toHaveLength(1);
  });
});
