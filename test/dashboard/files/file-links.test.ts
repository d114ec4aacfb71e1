import { signal } from '@preact/signals';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Desk } from '#dashboard/desk/desk.ts';
import { forgetLink, linkTo } from '#dashboard/files/file-links.ts';
import { ProblemError } from '#dashboard/wire/errors.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: 0 }));
afterEach(() => void vi.useRealTimers());

/** A session with a desk that responds when a test says so. */
function setUp() {
  const asked: { address: string; end: PromiseWithResolvers<string> }[] = [];
  const get = async (address: string, read: (answer: object) => unknown) => {
    const end = Promise.withResolvers<string>();
    asked.push({ address, end });
    return read({ body: { url: await end.promise } });
  };
  const newApi = () => ({ connection: { get } });
  const [api, failed] = [signal<object | undefined>(newApi()), vi.fn()];
  const desk = { session: { api, failed } } as unknown as Desk;
  return { desk, api, newApi, failed, asked, answer: (index: number) => asked[index]?.end.resolve(`url ${index}`) };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('a link to a file', () => {
  it('is asked for once, and again when it may soon expire or doesn’t work', async () => {
    const { desk, asked, answer } = setUp();
    const both = [linkTo(desk, 'ticket/1', 'a'), linkTo(desk, 'ticket/1', 'a')];
    answer(0);
    expect(await Promise.all(both)).toEqual(['url 0', 'url 0']);
    expect(asked.map(({ address }) => address)).toEqual(['/api/admin/support-tickets/ticket%2F1/files/a']);
    vi.setSystemTime(239_999);
    expect(await linkTo(desk, 'ticket/1', 'a')).toBe('url 0');
    vi.setSystemTime(240_000);
    const later = linkTo(desk, 'ticket/1', 'a');
    answer(1);
    expect(await later).toBe('url 1');
    forgetLink(desk, 'ticket/1', 'a');
    const again = linkTo(desk, 'ticket/1', 'a');
    answer(2);
    expect(await again).toBe('url 2');
  });

  it('is one of four that are asked for at a time', async () => {
    const { desk, asked, answer } = setUp();
    const all = Array.from({ length: 7 }, (_, index) => linkTo(desk, 'many', `${index}`));
    await settled();
    expect(asked).toHaveLength(4);
    answer(2);
    await settled();
    expect(asked).toHaveLength(5);
    asked[0]?.end.reject(new ProblemError(404, 'There is no file with this id.'));
    await settled();
    expect(asked).toHaveLength(6);
    for (const index of [1, 3, 4, 5]) answer(index);
    await settled();
    answer(6);
    expect(
      (await Promise.allSettled(all)).map(({ status }) => status).filter((status) => status === 'rejected'),
    ).toHaveLength(1);
  });

  it('is asked for again after a failure; a refused key is the session’s trouble', async () => {
    const { desk, asked, answer, failed } = setUp();
    const refused = linkTo(desk, 'refused', 'a');
    asked[0]?.end.reject(new ProblemError(401, 'This key is not known.'));
    await expect(refused).rejects.toThrow('This key is not known.');
    expect(failed).toHaveBeenCalledOnce();
    const again = linkTo(desk, 'refused', 'a');
    answer(1);
    expect(await again).toBe('url 1');
  });

  it('is of one session only', async () => {
    const { desk, api, newApi, answer } = setUp();
    const first = linkTo(desk, 'ours', 'a');
    answer(0);
    await first;
    api.value = newApi();
    const second = linkTo(desk, 'ours', 'a');
    answer(1);
    expect(await second).toBe('url 1');
    api.value = undefined;
    await expect(linkTo(desk, 'ours', 'a')).rejects.toBeInstanceOf(ProblemError);
  });
});
