import { describe, expect, it, vi } from 'vitest';
import { DraftUploads, draftFiles, obstacleIn } from '#dashboard/desk/draft-uploads.ts';
import { ProblemError, Unreachable } from '#dashboard/wire/errors.ts';
import { file } from '#test/admin-site/files/uploads-under-test.ts';
import { deskOfThree } from './desk-of-three.ts';

const id = 'ticket-2';
const HOUR = 3_600_000;

/** A desk whose uploads end when a test says so; `refusals` are what the API says to the next announcements. */
async function setUp() {
  const three = await deskOfThree();
  const { desk, server } = three;
  const refusals: Error[] = [];
  const [announced, sending] = [[] as string[], new Map<string, PromiseWithResolvers<void>>()];
  const uploadsIn = ({ session, composer }: typeof desk) =>
    new DraftUploads({
      session,
      composer,
      clock: () => server.now,
      fileApiOf: () => ({
        announce: async ({ name }) => {
          announced.push(name);
          const refusal = refusals.shift();
          if (refusal) throw refusal;
          const expires_at = new Date(server.now + 2 * HOUR).toISOString();
          return { upload_id: `${name} #${announced.length}`, url: '', fields: {}, expires_at };
        },
        link: () => expect.fail(),
      }),
      send: (_, { name }, signal) => {
        const end = Promise.withResolvers<void>();
        sending.set(name, end);
        signal.addEventListener('abort', () => sending.delete(name));
        return end.promise;
      },
    });
  const uploads = uploadsIn(desk);
  const files = () => draftFiles(desk.composer, uploads, id, 'reply', server.now);
  const states = () => files().map(({ name, state, problem }) => `${name} ${problem?.reason ?? state}`);
  const until = (check: () => void) => vi.waitFor(check, { interval: 1 });
  return {
    ...three,
    uploads,
    refusals,
    announced,
    sending,
    states,
    until,
    uploadsIn,
    add: (...names: string[]) =>
      uploads.add(
        id,
        'reply',
        names.map((name) => file(name)),
      ),
    keyOf: (name: string) => files().find((one) => one.name === name)?.key ?? expect.fail(`No ${name}`),
    obstacle: () => obstacleIn(files()),
    async end(name: string, error?: Error) {
      await until(() => expect([...sending.keys()]).toContain(name));
      if (error) sending.get(name)?.reject(error);
      else sending.get(name)?.resolve();
      sending.delete(name);
      await until(() => expect(states().find((state) => state.startsWith(`${name} `))).toMatch(/done|connection/));
    },
  };
}

describe('the files of a draft', () => {
  it('are kept with it once they are uploaded, in the order in which they were added', async () => {
    const { add, end, states, desk, openTab, uploads, obstacle } = await setUp();
    add('a', 'b');
    expect([uploads.isBusy.value, obstacle()]).toEqual([true, { kind: 'busy', names: ['a', 'b'] }]);
    await end('b');
    expect(states()).toEqual(['a uploading', 'b done']);
    expect(openTab().desk.composer.filesOf(id, 'reply')).toMatchObject([{ id: 'b #2' }]);
    await end('a');
    expect([states(), uploads.unfinished.value.size]).toEqual([['a done', 'b done'], 0]);
    expect([uploads.isBusy.value, obstacle()]).toEqual([false, undefined]);
    expect(desk.composer.filesOf(id, 'note')).toEqual([]);
  });

  it('are removed wherever they are', async () => {
    const { add, end, states, uploads, keyOf, sending, until } = await setUp();
    add('a', 'b');
    await end('a');
    for (const name of ['a', 'b']) uploads.remove(id, 'reply', keyOf(name));
    expect([states(), uploads.isBusy.value]).toEqual([[], false]);
    await until(() => expect([...sending.keys()]).toEqual([]));
  });

  it('are ten together, those that are kept and those that are not', async () => {
    const { add, end, states, uploads, keyOf, obstacle } = await setUp();
    add('kept');
    await end('kept');
    add(...Array.from({ length: 10 }, (_, index) => `${index}`));
    expect(states().at(-1)).toBe('9 too_many');
    expect(obstacle()).toEqual({ kind: 'failed', names: ['9'] });
    uploads.remove(id, 'reply', keyOf('kept'));
    uploads.retry(id, 'reply', keyOf('9'));
    expect(states().at(-1)).toBe('9 waiting');
  });

  it('are too many for a message when others come back to them', async () => {
    const { desk, server, obstacle } = await setUp();
    const old = { name: 'a', type: 'text/plain', size: 1, expiresAt: server.now + HOUR };
    for (let key = 0; key < 12; key += 1) desk.composer.addFile(id, 'reply', { ...old, key, id: `${key}` });
    expect(obstacle()).toEqual({ kind: 'too_many', surplus: 2 });
  });

  it('are named when they have expired, and replaced by a file of the same name', async () => {
    const { add, end, states, server, obstacle } = await setUp();
    add('a', 'b');
    await end('a');
    await end('b');
    server.now += 3 * HOUR;
    expect([states(), obstacle()]).toEqual([['a expired', 'b expired'], { kind: 'expired', names: ['a', 'b'] }]);
    add('a');
    await end('a');
    expect([states(), obstacle()]).toEqual([['b expired', 'a done'], { kind: 'expired', names: ['b'] }]);
  });
});

describe('an upload', () => {
  it('that is refused has the desk’s sentence', async () => {
    const { add, refusals, states, until, uploads, obstacle } = await setUp();
    refusals.push(new ProblemError(422, 'You have 20 files that are not in a message yet.'));
    add('a');
    await until(() => expect(states()).toEqual(['a refused']));
    const [failed] = uploads.unfinished.value.get(`${id} reply`) ?? [];
    expect(failed?.problem).toEqual({ reason: 'refused', detail: 'You have 20 files that are not in a message yet.' });
    expect(obstacle()).toEqual({ kind: 'failed', names: ['a'] });
  });

  it('that lost its connection goes on when there is one again; others wait for the agent', async () => {
    const { add, refusals, states, until, uploads, end, announced } = await setUp();
    refusals.push(new Unreachable('No response.'), new ProblemError(422, 'Too many.'));
    add('a', 'b');
    await until(() => expect(states()).toEqual(['a connection', 'b refused']));
    uploads.retryLost();
    await end('a');
    expect([states(), announced]).toEqual([
      ['a done', 'b refused'],
      ['a', 'b', 'a'],
    ]);
  });

  it('ends with its agent’s session, and says that the key is refused', async () => {
    const { add, desk, refusals, until, uploads, sending } = await setUp();
    refusals.push(new ProblemError(401, 'This key is not known.'));
    add('a');
    await until(() => expect(desk.session.trouble.value?.kind).toBe('refused'));
    add('b');
    await until(() => expect([...sending.keys()]).toEqual(['b']));
    desk.signOut();
    expect([uploads.unfinished.value.size, uploads.isBusy.value]).toEqual([0, false]);
    await until(() => expect([...sending.keys()]).toEqual([]));
  });
});

it('two tabs add to one draft, and each sees what the other has uploaded', async () => {
  const { add, end, openTab, uploadsIn, until, sending, states, server } = await setUp();
  const other = openTab();
  await other.desk.signIn('Dana');
  const theirs = uploadsIn(other.desk);
  add('a');
  server.now += 1;
  theirs.add(id, 'reply', [file('b')]);
  await until(() => expect(sending.size).toBe(2));
  sending.get('b')?.resolve();
  await end('a');
  await until(() => expect(states()).toEqual(['a done', 'b done']));
  expect(draftFiles(other.desk.composer, theirs, id, 'reply', server.now).map(({ name }) => name)).toEqual(['a', 'b']);
});
