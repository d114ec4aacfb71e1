import { describe, expect, it } from 'vitest';
import { UploadError } from '#site/files/upload.ts';
import { file, now, TWO_HOURS, until, uploadsUnderTest } from './uploads-under-test.ts';

const numbered = (count: number) => Array.from({ length: count }, (_, index) => file(`${index + 1}`));

describe('the files of a message', () => {
  it('are uploaded, with progress, and are ready when all of them are', async () => {
    const { uploads, find, progress, end, changed, states } = uploadsUnderTest();
    expect([uploads.isReady, uploads.isBusy]).toEqual([true, false]);
    uploads.add([file('a.txt'), file('b.png', 7, 'image/png')]);
    expect([uploads.isReady, uploads.isBusy]).toEqual([false, true]);
    await progress('a.txt', 0.5);
    expect(find('a.txt')).toMatchObject({ state: 'uploading', progress: 0.5 });
    changed.mockClear();
    await progress('a.txt', 0.75);
    expect(changed).toHaveBeenCalledOnce();
    await end('b.png');
    expect([uploads.isReady, uploads.isBusy]).toEqual([false, true]);
    await end('a.txt');
    expect([uploads.isReady, uploads.isBusy]).toEqual([true, false]);
    expect(states()).toEqual(['a.txt done', 'b.png done']);
    const expiresAt = now + TWO_HOURS;
    expect(uploads.uploaded).toEqual([
      { key: now, id: 'a.txt #1', name: 'a.txt', type: 'text/plain', size: 3, expiresAt },
      { key: now + 1, id: 'b.png #2', name: 'b.png', type: 'image/png', size: 7, expiresAt },
    ]);
  });

  it('are uploaded three at a time', async () => {
    const { uploads, sending, end, is } = uploadsUnderTest();
    uploads.add(numbered(5));
    await until(() => expect(sending()).toEqual(['1', '2', '3']));
    await is('4', 'waiting');
    await end('2');
    await until(() => expect(sending()).toEqual(['1', '3', '4']));
    uploads.remove(uploads.all[0]?.key ?? 0);
    await until(() => expect(sending()).toEqual(['3', '4', '5']));
  });

  it('have names and types that the API takes', () => {
    const { uploads } = uploadsUnderTest();
    uploads.add([
      file('C:\\a.html', 1, 'text/html;charset=utf-8'),
      file('b\u202etxt.exe', 1, ''),
      file('x'.repeat(300)),
    ]);
    expect(uploads.all).toMatchObject([
      { name: 'a.html', type: 'text/html' },
      { name: 'file', type: 'application/octet-stream' },
      { name: 'x'.repeat(255) },
    ]);
  });
});

describe('a file that can’t be sent', () => {
  it('says why: it is empty, too large, or one too many; it takes no place from others', async () => {
    const { uploads, states, find } = uploadsUnderTest();
    const large = Object.defineProperty(file('large'), 'size', { value: 26_214_401 });
    uploads.add([file('empty', 0), large, ...numbered(10), file('eleventh')]);
    expect(states()).toEqual([
      'empty empty',
      'large too_large',
      ...numbered(10).map(({ name }) => expect.stringContaining(`${name} `)),
      'eleventh too_many',
    ]);
    expect(states().filter((state) => /waiting|uploading/.test(state))).toHaveLength(10);
    expect([find('empty').isRetryable, find('large').isRetryable]).toEqual([false, false]);
    expect(uploads.isReady).toBe(false);
  });

  it('counts the message’s files that are elsewhere', () => {
    const { uploads, states } = uploadsUnderTest();
    uploads.add(numbered(2), 9);
    expect(states()).toEqual(['1 uploading', '2 too_many']);
  });

  it('can be tried again once there is room', async () => {
    const { uploads, find, is } = uploadsUnderTest();
    uploads.add(numbered(11));
    uploads.retry(find('11').key);
    await is('11', 'too_many');
    uploads.remove(find('1').key);
    uploads.retry(find('11').key);
    await is('11', 'waiting');
  });

  it('is a folder, or was moved since it was chosen', async () => {
    const { uploads, is, announced } = uploadsUnderTest();
    const moved = file('moved');
    moved.slice = () => Object.assign(new Blob(), { arrayBuffer: () => Promise.reject(new Error('NotFoundError')) });
    uploads.add([moved]);
    await is('moved', 'unreadable');
    expect(announced).toEqual([]);
  });
});

describe('a failed upload', () => {
  it('is sent again with the same form after the connection broke', async () => {
    const { uploads, find, progress, end, announced, is } = uploadsUnderTest();
    uploads.add([file('a')]);
    await progress('a', 0.9);
    await end('a', new UploadError('connection'));
    expect(find('a')).toMatchObject({ problem: { reason: 'connection', detail: '' }, isRetryable: true });
    expect([uploads.isReady, uploads.isBusy]).toEqual([false, false]);
    uploads.retry(find('a').key);
    expect(find('a')).toMatchObject({ state: 'uploading', progress: 0 });
    expect(find('a')).not.toHaveProperty('problem');
    await end('a');
    await is('a', 'done');
    expect(announced).toEqual(['a']);
  });

  it('is announced again if its form no longer works', async () => {
    const { uploads, find, end, announced } = uploadsUnderTest();
    uploads.add([file('a')]);
    await end('a', new UploadError('expired'));
    uploads.retry(find('a').key);
    await end('a');
    expect(announced).toEqual(['a', 'a']);
    expect(uploads.uploaded).toMatchObject([{ id: 'a #2' }]);
  });

  it('has the API’s sentence if it was refused', async () => {
    const { uploads, find, refusals, is, end } = uploadsUnderTest();
    refusals.push(new UploadError('refused', 'Try again tomorrow.'));
    uploads.add([file('a'), file('b')]);
    await is('a', 'refused');
    expect(find('a')).toMatchObject({ problem: { detail: 'Try again tomorrow.' }, isRetryable: true });
    await end('b');
    uploads.retry(find('a').key);
    await end('a');
    expect(uploads.isReady).toBe(true);
  });

  it('is not retried while it goes on', async () => {
    const { uploads, find, progress, announced } = uploadsUnderTest();
    uploads.add([file('a')]);
    await progress('a', 0.5);
    uploads.retry(find('a').key);
    expect(find('a').progress).toBe(0.5);
    expect(announced).toEqual(['a']);
  });
});

describe('a clock that is wrong', () => {
  it('has no upload expire that was just finished', async () => {
    const { uploads, end } = uploadsUnderTest(now + 5 * TWO_HOURS);
    uploads.add([file('a')]);
    await end('a');
    expect(uploads.uploaded).toMatchObject([{ expiresAt: now + 5 * TWO_HOURS + 600_000 }]);
  });
});

describe('a removed file', () => {
  it('is canceled, and is no failure', async () => {
    const { uploads, find, progress, sending } = uploadsUnderTest();
    uploads.add([file('a'), file('b')]);
    await progress('a', 0.5);
    uploads.remove(find('a').key);
    expect(uploads.all.map(({ name }) => name)).toEqual(['b']);
    await until(() => expect(sending()).toEqual(['b']));
    uploads.clear();
    expect([uploads.all, uploads.isReady]).toEqual([[], true]);
    await until(() => expect(sending()).toEqual([]));
  });
});

describe('uploaded files', () => {
  it('are taken for a message; what isn’t uploaded stays', async () => {
    const { uploads, end, states } = uploadsUnderTest();
    uploads.add([file('a'), file('b')]);
    await end('a');
    expect(uploads.take()).toMatchObject([{ id: 'a #1' }]);
    expect(states()).toEqual(['b uploading']);
    expect(uploads.take()).toEqual([]);
  });

  it('are restored with a draft, in their order; expired ones are failures', async () => {
    const { uploads, end, states, find } = uploadsUnderTest();
    uploads.add([file('new')]);
    const old = { id: '1', type: 'text/plain', size: 1 };
    uploads.restore([
      { ...old, key: now - 1, name: 'good', expiresAt: now + 1 },
      { ...old, key: now - 2, name: 'late', expiresAt: now },
      { ...old, key: now + 5, name: 'last', expiresAt: now + 1 },
    ]);
    expect(states()).toEqual(['late expired', 'good done', 'new uploading', 'last done']);
    expect(find('late').isRetryable).toBe(false);
    uploads.add([file('newer')]);
    await end('new');
    await end('newer');
    expect(uploads.uploaded.map(({ name }) => name)).toEqual(['good', 'new', 'last', 'newer']);
  });

  it('are failures once the API says that they have expired; those whose content is known can be sent again', async () => {
    const { uploads, end, find, states } = uploadsUnderTest();
    uploads.restore([{ key: 1, id: 'old', name: 'old', type: 'text/plain', size: 1, expiresAt: now + 1 }]);
    uploads.add([file('a'), file('b')]);
    await end('a');
    await end('b');
    uploads.expire(['old', 'a #1']);
    expect(states()).toEqual(['old expired', 'a expired', 'b done']);
    expect([find('old').isRetryable, find('a').isRetryable]).toEqual([false, true]);
    expect(uploads.uploaded.map(({ name }) => name)).toEqual(['b']);
    uploads.retry(find('a').key);
    await end('a');
    expect(uploads.uploaded).toMatchObject([{ id: 'a #3' }, { name: 'b' }]);
  });
});
