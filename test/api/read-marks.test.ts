import { describe, expect, it } from 'vitest';
import { deskUnderTest, json } from './desk-under-test.ts';

const { desk, call, asAgent, submit } = deskUnderTest();

const list = '/api/admin/support-tickets';
const read = (id: string, version: unknown) => asAgent('PUT', `${list}/${id}/read`, json({ version }));
const row = async (id: string, key = desk().adminKey) => {
  const { json: rows } = await call('GET', `${list}?limit=100`, { headers: { 'x-admin-key': key } });
  return rows.find((one: { id: string }) => one.id === id);
};

describe('what an agent has read', () => {
  it('is in their list, whichever key they use, and in nobody else’s', async () => {
    const id = await submit();
    expect(await row(id)).toMatchObject({ read_version: null, version: 1 });
    const { status, json: body } = await read(id, 1);
    expect([status, body]).toEqual([204, undefined]);
    await expect.poll(() => row(id)).toMatchObject({ read_version: 1, version: 1 });
    expect(await row(id, await desk().agents.add('Dana (demo)'))).toMatchObject({ read_version: 1 });
    expect(await row(id, await desk().agents.add('Somebody else'))).toMatchObject({ read_version: null });
  });

  it('is part of the tag of their list', async () => {
    const id = await submit();
    const representation = async () => (await asAgent('GET', list)).headers.get('etag')?.split('.').at(-1);
    const before = await representation();
    expect(await representation()).toBe(before);
    await read(id, 1);
    await expect.poll(representation).not.toBe(before);
  });

  it.each([
    ['a version that does not exist yet', 2],
    ['no version', undefined],
    ['half a version', 1.5],
    ['version 0', 0],
  ])('is no %s', async (_, version) => {
    const { status, json: problem } = await read(await submit(), version);
    expect([status, problem.errors]).toMatchObject([422, [{ pointer: '#/version' }]]);
  });
});
