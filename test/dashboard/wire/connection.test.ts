import { describe, expect, it } from 'vitest';
import type { DeskApi } from '#dashboard/wire/api.ts';
import { ProblemError, Unreachable } from '#dashboard/wire/errors.ts';
import { statsJson } from '#test/dashboard/stats.ts';
import {
  id,
  json,
  LISTING,
  notModified,
  OPEN,
  SECOND,
  STATS,
  seconds,
  tagged,
  ticketJson,
  wired,
} from '#test/dashboard/wired-api.ts';

describe('an answer with a tag', () => {
  it('is compared with the next time, and stands if nothing has changed', async () => {
    const { api, answers, asked } = wired();
    answers.push(tagged('a'), notModified(), notModified());
    const first = await api.list(LISTING);
    expect(await api.list(LISTING)).toEqual(first);
    expect(await api.list(LISTING)).toEqual(first);
    expect(first).toMatchObject({ tickets: [{ id, version: 1 }], next: SECOND });
    expect(asked).toEqual([
      [OPEN, null],
      [OPEN, 'W/"a"'],
      [OPEN, 'W/"a"'],
    ]);
  });

  it('gives way to the one that follows it', async () => {
    const { api, answers, asked } = wired();
    answers.push(tagged('a'), tagged('b', 2), notModified());
    await api.list(LISTING);
    await api.list(LISTING);
    expect((await api.list(LISTING)).tickets).toMatchObject([{ version: 2 }]);
    expect(asked.at(-1)).toEqual([OPEN, 'W/"b"']);
  });

  it('belongs to its address: not to another filter, page or number', async () => {
    const { api, answers, asked } = wired();
    answers.push(tagged('a'), json([]), tagged('second'), json(statsJson({ open: 1, in_progress: 0, closed: 0 })));
    await api.list(LISTING);
    await api.list({ ...LISTING, filter: 'closed' });
    await api.page(SECOND);
    await api.stats(1);
    expect(asked.map(([, tag]) => tag)).toEqual([null, null, null, null]);
    answers.push(notModified(), notModified());
    await api.list(LISTING);
    await api.page(SECOND);
    expect(asked.slice(4)).toEqual([
      [OPEN, 'W/"a"'],
      [SECOND, 'W/"second"'],
    ]);
  });

  it('is kept for numbers too', async () => {
    const { api, answers, asked } = wired();
    answers.push(json(statsJson({ open: 7, in_progress: 0, closed: 0 }), { etag: 'W/"s"' }), notModified());
    await api.stats(1);
    expect(await api.stats(1)).toMatchObject({ counts: { open: 7 }, targets: { open: 5 } });
    expect(asked.at(-1)).toEqual([STATS, 'W/"s"']);
  });

  it('is forgotten when the next has none', async () => {
    const { api, answers, asked } = wired();
    answers.push(tagged('a'), json([ticketJson()]), json([ticketJson()]));
    for (const _ of [1, 2, 3]) await api.list(LISTING);
    expect(asked.map(([, tag]) => tag)).toEqual([null, 'W/"a"', null]);
  });

  it('is forgotten when the desk would no longer honour its tag', async () => {
    const { api, answers, asked, world } = wired();
    answers.push(tagged('a'), tagged('b'));
    await api.list(LISTING);
    world.now += seconds(120);
    await api.list(LISTING);
    expect(asked.map(([, tag]) => tag)).toEqual([null, null]);
  });

  it('gives way to those of fifty other addresses, so that an export does not fill the memory', async () => {
    const { api, answers, asked } = wired();
    answers.push(...Array.from({ length: 53 }, (_, page) => tagged(`page-${page}`)));
    for (let page = 0; page < 51; page += 1) await api.page(`/page/${page}`);
    await api.page('/page/1');
    await api.page('/page/0');
    expect(asked.slice(51)).toEqual([
      ['/page/1', 'W/"page-1"'],
      ['/page/0', null],
    ]);
  });

  it('stays when the desk fails meanwhile', async () => {
    const { api, answers } = wired();
    answers.push(tagged('a'), new TypeError('Failed to fetch'), json({ detail: 'Busy.' }, {}, 503), notModified());
    await api.list(LISTING);
    await expect(api.list(LISTING)).rejects.toThrow(Unreachable);
    await expect(api.list(LISTING)).rejects.toThrow(ProblemError);
    expect((await api.list(LISTING)).tickets).toHaveLength(1);
  });

  it('is not kept if it is not what the contract says', async () => {
    const { api, answers, asked } = wired();
    answers.push(json({ portal: 'Please log in' }, { etag: '"portal"' }), tagged('a'));
    await expect(api.list(LISTING)).rejects.toThrow(Unreachable);
    await api.list(LISTING);
    expect(asked.map(([, tag]) => tag)).toEqual([null, null]);
  });
});

describe('“not modified” where nothing was asked about', () => {
  it.each([
    ['list', (api: DeskApi) => api.list(LISTING)],
    ['page', (api: DeskApi) => api.page(SECOND)],
    ['numbers', (api: DeskApi) => api.stats(1)],
    ['ticket', (api: DeskApi) => api.get(id)],
  ])('is no answer, never an empty one: %s', async (_, ask) => {
    const { api, answers } = wired();
    answers.push(notModified());
    await expect(ask(api)).rejects.toThrow(Unreachable);
  });
});

describe('what is kept', () => {
  it('goes with the key', async () => {
    const { api, connect, answers, asked } = wired();
    answers.push(tagged('a'), tagged('b'));
    await api.list(LISTING);
    await connect('another-key').list(LISTING);
    expect(asked.map(([, tag]) => tag)).toEqual([null, null]);
  });

  it('is of no use after signing out', async () => {
    const { api, answers, session } = wired();
    answers.push(tagged('a'), notModified());
    await api.list(LISTING);
    session.abort();
    await expect(api.list(LISTING)).rejects.toThrow(Unreachable);
  });
});

it('knows what the desk says came in before it refused a change', async () => {
  const { api, answers } = wired();
  const { created_at, author } = ticketJson(2).latest_message;
  const entry = { id: 'm', version: 2, kind: 'reply', author, created_at, changes: [] } as const;
  const message = { body: 'It still stops.', delivery: null };
  answers.push(json({ detail: 'It changed.', ticket: ticketJson(2), thread: [{ ...entry, message }] }, {}, 412));
  await expect(api.change(id, { status: 'closed' }, 1)).rejects.toMatchObject({
    status: 412,
    newer: { version: 2 },
    missed: [{ version: 2, createdAt: created_at, message }],
  });
});

it.each([
  ['7', 7000],
  ['0', undefined],
  ['Wed, 21 Oct 2026 07:28:00 GMT', undefined],
])('knows how long the desk wants to be left unchanged: %s', async (header, retryAfterMs) => {
  const { api, answers } = wired();
  answers.push(json({ detail: 'Busy.' }, { 'retry-after': header }, 503));
  await expect(api.list(LISTING)).rejects.toMatchObject({ status: 503, message: 'Busy.', retryAfterMs });
});

it('has messages outlive the page, as long as the browser takes them', async () => {
  const { api, answers, keptAlive } = wired();
  const message = { ticketId: id, kind: 'reply', attachments: [], close: false, version: 1 } as const;
  const held = Promise.withResolvers<Response>();
  const busy = () => json({ detail: 'Busy.' }, {}, 503);
  answers.push(held.promise, held.promise, busy());
  const both = [1, 2].map((key) =>
    api.addReply({ ...message, key: `${key}`, body: '漢'.repeat(10_000) }).catch(() => {}),
  );
  await Promise.resolve();
  held.resolve(busy());
  await Promise.all(both);
  await api.addReply({ ...message, key: '3', body: '漢'.repeat(10_000) }).catch(() => {});
  await api.list(LISTING).catch(() => {});
  expect(keptAlive).toEqual([true, false, true, false]);
});
