import { describe, expect, it } from 'vitest';
import { UNDO_MS } from '#dashboard/desk/outgoing.ts';
import { draftOf } from '#dashboard/storage/drafts.ts';
import { Unreachable } from '#dashboard/wire/errors.ts';
import { deskOfThree, settled } from './desk-of-three.ts';

const id = 'ticket-2';
type Tab = Pick<Awaited<ReturnType<typeof deskOfThree>>, 'desk'>;

async function setUp() {
  const three = await deskOfThree();
  const { desk, server, ticket } = three;
  desk.select(id);
  await settled();
  const uploaded = (key: number, name: string) => ({
    key,
    id: `upload-${key}`,
    name,
    type: 'text/plain',
    size: 3,
    expiresAt: server.now + 7_200_000,
  });
  const names = ({ desk: { composer } }: Tab = three, kind: 'reply' | 'note' = 'reply') =>
    composer.filesOf(id, kind).map(({ name, expiresAt }) => (expiresAt > server.now ? name : `${name} expired`));
  return {
    ...three,
    names,
    add: (key: number, name: string, { desk: { composer } }: Tab = three) =>
      composer.addFile(id, 'reply', uploaded(key, name)),
    send: (body = 'Here.') => desk.send(ticket(2), 'reply', body, false),
    draft: ({ desk: { composer } }: Tab = three) => draftOf(composer.drafts.value, id, 'reply'),
    signIn: async () => {
      const tab = three.openTab();
      await tab.desk.signIn('Dana');
      await settled();
      return tab;
    },
  };
}

describe('the files of a draft', () => {
  it('are in the order in which they were added, of that ticket and kind alone', async () => {
    const { add, names, desk } = await setUp();
    add(2, 'b.txt');
    add(1, 'a.txt');
    expect([names(), names(undefined, 'note'), desk.composer.filesOf('ticket-1', 'reply')]).toEqual([
      ['a.txt', 'b.txt'],
      [],
      [],
    ]);
    desk.composer.removeFile(id, 'reply', 'upload-1');
    expect(names()).toEqual(['b.txt']);
  });

  it('survive the tab, and are the same in all tabs, also if two add some at once', async () => {
    const tabs = await setUp();
    const other = tabs.openTab();
    tabs.add(1, 'a.txt');
    tabs.add(2, 'b.txt', other);
    await settled();
    tabs.crash();
    for (const tab of [other, tabs.openTab()]) expect(tabs.names(tab)).toEqual(['a.txt', 'b.txt']);
  });

  it('are named after they have expired, for 90 days', async () => {
    const { add, names, server, openTab } = await setUp();
    add(1, 'a.txt');
    server.now += 89 * 86_400_000;
    expect(names(openTab())).toEqual(['a.txt expired']);
    server.now += 2 * 86_400_000;
    expect(names(openTab())).toEqual([]);
  });

  it('are kept, whatever else is stored', async () => {
    const { kept, names, openTab } = await setUp();
    kept.set(`support-desk-file ${id} reply x`, '{"id":"x"}');
    kept.set(`support-desk-file ${id} reply y`, 'nonsense');
    expect(names(openTab())).toEqual([]);
  });
});

describe('the files of a message', () => {
  it('are sent with it, and leave its draft in every tab', async () => {
    const tabs = await setUp();
    const other = await tabs.signIn();
    tabs.add(1, 'a.txt');
    tabs.add(2, 'b.txt');
    tabs.send();
    await settled();
    expect([tabs.names(), tabs.names(other)]).toEqual([[], []]);
    expect(tabs.desk.outgoing.messages.value[0]?.attachments.map(({ name }) => name)).toEqual(['a.txt', 'b.txt']);
    await tabs.pass(UNDO_MS);
    expect(tabs.server.claimed).toEqual(['upload-1', 'upload-2']);
  });

  it('come back with its text when it is undone, beside those that were added since', async () => {
    const { add, send, names, draft, desk, pass, server } = await setUp();
    add(1, 'a.txt');
    send();
    add(2, 'b.txt');
    desk.toasts.undo();
    expect([draft(), names()]).toEqual(['Here.', ['a.txt', 'b.txt']]);
    await pass(UNDO_MS);
    expect(server.asked).toEqual([]);
  });

  it('are sent by the next tab if theirs was closed', async () => {
    const { add, send, crash, signIn, pass, server } = await setUp();
    add(1, 'a.txt');
    send();
    crash();
    await signIn();
    await pass(UNDO_MS);
    expect(server.claimed).toEqual(['upload-1']);
  });

  it('are sent when the tab ends', async () => {
    const { add, send, crash, desk, server } = await setUp();
    add(1, 'a.txt');
    send();
    void desk.flush();
    crash();
    await settled();
    expect(server.claimed).toEqual(['upload-1']);
  });

  it('are sent once, however often it takes', async () => {
    const { add, send, pass, server } = await setUp();
    add(1, 'a.txt');
    send();
    server.loseAnswer = new Unreachable('The desk did not answer.');
    await pass(UNDO_MS);
    await pass(60_000);
    expect([server.asked.length, server.claimed]).toEqual([2, ['upload-1']]);
  });

  it('that have expired are named; the others can be sent', async () => {
    const { add, send, names, draft, pass, server, desk } = await setUp();
    for (const [key, name] of ['a.txt', 'b.txt', 'c.txt'].entries()) add(key, name);
    server.lost = new Set(['upload-0', 'upload-2']);
    send();
    await pass(UNDO_MS);
    expect([server.accepted, draft(), names()]).toEqual([[], 'Here.', ['a.txt expired', 'b.txt', 'c.txt expired']]);
    const reason = 'a.txt and c.txt are no longer available. Attach them again.';
    expect(desk.composer.notices.value.get(`${id} reply`)).toBe(`Not sent: ${reason} Your text is still here.`);
    expect(desk.toasts.shown.value).toMatchObject([{ title: 'Not sent', reason }]);
    desk.composer.removeFile(id, 'reply', 'upload-0');
    desk.composer.removeFile(id, 'reply', 'upload-2');
    send();
    await pass(UNDO_MS);
    expect(server.claimed).toEqual(['upload-1']);
  });
});

it('a message that was kept before messages had files has none', async () => {
  const { add, send, kept, crash, signIn, pass, server } = await setUp();
  add(1, 'a.txt');
  send();
  crash();
  const [name, text] = [...kept].find(([entry]) => entry.startsWith('support-desk-pending ')) ?? expect.fail();
  kept.set(name, JSON.stringify({ ...JSON.parse(text), attachments: undefined }));
  await signIn();
  await pass(UNDO_MS);
  expect([server.accepted, server.claimed]).toEqual([['ticket-2 reply Here.'], []]);
});
