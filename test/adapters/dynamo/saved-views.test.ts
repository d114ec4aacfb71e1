import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { documentClient } from '#adapters/dynamo/dynamo-client.ts';
import { dynamoSavedCounts } from '#adapters/dynamo/dynamo-saved-counts.ts';
import { dynamoSavedViews } from '#adapters/dynamo/dynamo-saved-views.ts';
import { dynamoViewStore } from '#adapters/dynamo/dynamo-view-store.ts';
import { randomPause } from '#adapters/random-pause.ts';
import { deleteView, saveView } from '#core/saved-views/change-saved-views.ts';
import { byPlace, type SavedView, type SavedViewStore } from '#core/saved-views/saved-view.ts';
import { savedViewLimits } from '#core/text/draft-limits.ts';
import { none } from '#core/views/counters.ts';
import { conflict } from '#test/faults/fates.ts';
import { startFaultyProxy } from '#test/faults/faulty-proxy.ts';
import { startEngine, unreachableClient } from './engine.ts';

let engine: Awaited<ReturnType<typeof startEngine>>;
let names: { personalTable: string; viewsTable: string };
let savedViews: SavedViewStore;
beforeAll(async () => {
  engine = await startEngine();
  names = { personalTable: engine.tables.personal, viewsTable: engine.tables.views };
  savedViews = dynamoSavedViews(names, engine.client);
});
afterAll(() => engine.close());

const view = (changes: Partial<SavedView> = {}): SavedView => ({
  id: randomUUID(),
  name: 'Refunds',
  query: 'refund  "gift card" ',
  sort: 'waiting',
  isShared: false,
  position: 3,
  ...changes,
});

const save = (agentId: string, one: SavedView, store = savedViews) =>
  saveView({ savedViews: store, pause: randomPause }, { me: agentId, agents: [] }, one);
const remove = (agentId: string, { id }: SavedView) => deleteView({ savedViews, pause: randomPause }, agentId, id);
const of = async (agentId: string) => (await savedViews.of(agentId)).toSorted(byPlace);

describe('saved views', () => {
  it('are one agent’s, or everyone’s, as they were typed', async () => {
    const [dana, ben] = [randomUUID(), randomUUID()];
    const [own, shared] = [view(), view({ isShared: true, position: 0 })];
    await save(dana, own);
    await save(dana, shared);
    expect(await of(dana)).toEqual([own, shared]);
    expect(await of(ben)).toEqual([shared]);
    const renamed = { ...shared, name: 'Ours' };
    await save(ben, renamed);
    expect(await of(dana)).toEqual([own, renamed]);
    await remove(ben, shared);
    await remove(dana, own);
    expect([await of(dana), await of(ben)]).toEqual([[], []]);
  });

  it('move when they are shared or no longer are, and are never in two places', async () => {
    const [dana, ben, one] = [randomUUID(), randomUUID(), view()];
    await save(dana, one);
    await save(dana, { ...one, isShared: true });
    expect([await of(dana), await of(ben)]).toEqual([[{ ...one, isShared: true }], [{ ...one, isShared: true }]]);
    await save(ben, one);
    expect([await of(dana), await of(ben)]).toEqual([[], [one]]);
    await remove(ben, one);
  });

  it('count up a revision that stands in the views’ state, and that a change of tickets leaves alone', async () => {
    const views = dynamoViewStore(engine.tables.views, engine.client);
    const [dana, one] = [randomUUID(), view()];
    await save(dana, one);
    const before = await views.state({ consistent: true });
    expect(before.savedViews).toBe(await savedViews.revision());
    await views.apply(before.generation, 1, { steps: [], added: none, moves: [], listMoves: [] });
    await remove(dana, one);
    const { savedViews: after, revision } = await views.state({ consistent: true });
    expect([after, revision]).toEqual([(before.savedViews ?? 0) + 1, before.revision + 1]);
  });

  it('stay within the limit when four agents share the last one at once', async () => {
    const full = Array.from({ length: savedViewLimits.views - 1 }, () => view({ isShared: true }));
    const revision = await savedViews.revision();
    for (const [index, stored] of full.entries()) await savedViews.change('dana', { stored }, revision + index);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 4 }, () => save(randomUUID(), view({ isShared: true, name: 'The last' }))),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await of('dana')).toHaveLength(savedViewLimits.views);
    for (const one of await of('dana')) await remove('dana', one);
  });

  it('are saved once when the database’s response is lost, and overwrite nothing saved since', async () => {
    const [dana, one] = [randomUUID(), view()];
    const proxy = await startFaultyProxy(engine.endpoint);
    onTestFinished(proxy.close);
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const client = documentClient({ endpoint: proxy.endpoint, region: 'eu-central-1', credentials });
    const fates = ['is dropped after', conflict('TransactWriteItems')] as const;
    let writes = 0;
    proxy.decideBy(async (operation) => {
      if (operation !== 'TransactWriteItems') return 'passes';
      writes += 1;
      if (writes === 3) await save(dana, { ...one, name: 'Newer' });
      return fates[writes - 1] ?? 'passes';
    });
    await save(dana, one, dynamoSavedViews(names, client));
    expect(writes).toBe(3);
    expect(await of(dana)).toEqual([{ ...one, name: 'Newer' }]);
  });

  it('are unavailable when the database is', async () => {
    const lost = dynamoSavedViews(names, unreachableClient());
    for (const call of [lost.of('dana'), lost.revision(), lost.change('dana', { stored: view() }, 0)]) {
      await expect(call).rejects.toMatchObject({ refusal: 'unavailable' });
    }
  });
});

describe('the counts of saved views', () => {
  it('are kept by what was counted, the latest only', async () => {
    const counts = dynamoSavedCounts(engine.tables.views, engine.client);
    const first = { generation: 1, revision: 2, team: 3, reads: 4, readAt: 5, count: 6 } as const;
    const [one, other, unknown] = [randomUUID(), randomUUID(), randomUUID()];
    await counts.keep(one, first);
    await counts.keep(one, { ...first, revision: 3, count: '100+' });
    await counts.keep(other, { ...first, count: null });
    expect(await counts.of([one, other, unknown])).toEqual(
      new Map([
        [one, { ...first, revision: 3, count: '100+' }],
        [other, { ...first, count: null }],
      ]),
    );
    expect(await counts.of([])).toEqual(new Map());
  });

  it('are unavailable when the database is', async () => {
    const lost = dynamoSavedCounts('views', unreachableClient());
    const one = { generation: 1, revision: 2, team: 3, reads: 4, readAt: 5, count: 6 } as const;
    for (const call of [lost.of(['a']), lost.keep('a', one)]) {
      await expect(call).rejects.toMatchObject({ refusal: 'unavailable' });
    }
  });
});
