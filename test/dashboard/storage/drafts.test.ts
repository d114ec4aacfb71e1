import { describe, expect, it } from 'vitest';
import { draftOf } from '#dashboard/storage/drafts.ts';
import { deskOfThree, settled } from '#test/dashboard/desk/desk-of-three.ts';

async function twoTabs() {
  const three = await deskOfThree();
  const other = three.openTab();
  const reply = (tab: { readonly desk: typeof other.desk }, number: number) =>
    draftOf(tab.desk.composer.drafts.value, `ticket-${number}`, 'reply');
  return { ...three, other, reply };
}

describe('drafts', () => {
  it('of two tabs leave one another alone, and are seen in both', async () => {
    const tabs = await twoTabs();
    tabs.desk.composer.writeDraft('ticket-1', 'reply', 'One');
    tabs.other.desk.composer.writeDraft('ticket-2', 'reply', 'Two');
    await settled();
    for (const tab of [tabs, tabs.other, tabs.openTab()]) {
      expect([tabs.reply(tab, 1), tabs.reply(tab, 2)]).toEqual(['One', 'Two']);
    }
  });

  it('that are sent or deleted in one tab are gone in the other', async () => {
    const tabs = await twoTabs();
    tabs.desk.composer.writeDraft('ticket-1', 'reply', 'One');
    tabs.desk.composer.writeDraft('ticket-2', 'reply', 'Two');
    await settled();
    tabs.desk.send(tabs.ticket(1), 'reply', 'One', false);
    tabs.desk.composer.writeDraft('ticket-2', 'reply', '');
    await settled();
    expect(tabs.other.desk.composer.drafts.value.size).toBe(0);
    tabs.other.desk.composer.writeDraft('ticket-3', 'reply', 'Three');
    expect([...tabs.openTab().desk.composer.drafts.value.keys()]).toEqual(['ticket-3 reply']);
  });

  it('are those of the tab in which the agent types, while they do', async () => {
    const tabs = await twoTabs();
    tabs.other.desk.composer.writeDraft('ticket-1', 'reply', 'ab');
    tabs.server.now += 1;
    tabs.desk.composer.writeDraft('ticket-1', 'reply', 'abc');
    await settled();
    expect([tabs.reply(tabs, 1), tabs.reply(tabs.other, 1)]).toEqual(['abc', 'abc']);
  });

  it('stay when an agent signs out, with what is to be known of them', async () => {
    const tabs = await twoTabs();
    tabs.desk.composer.writeDraft('ticket-1', 'note', 'A thought.');
    tabs.desk.composer.notices.value = new Map([['ticket-1 note', 'Not sent.']]);
    tabs.desk.signOut();
    expect([...tabs.openTab().desk.composer.notices.value]).toEqual([['ticket-1 note', 'Not sent.']]);
  });

  it('are kept, all but those over 90 days old when there are more than 500', async () => {
    const tabs = await deskOfThree();
    tabs.server.now = 100 * 86_400_000;
    const old = JSON.stringify({ text: 'Old.', at: 86_400_000 });
    const recent = JSON.stringify({ text: 'Recent.', at: 99 * 86_400_000 });
    for (let number = 0; number < 500; number += 1) tabs.kept.set(`support-desk-draft old-${number} reply`, old);
    expect(tabs.openTab().desk.composer.drafts.value.size).toBe(500);
    for (let number = 0; number < 300; number += 1) tabs.kept.set(`support-desk-draft new-${number} reply`, recent);
    expect(tabs.openTab().desk.composer.drafts.value.size).toBe(500);
    for (let number = 0; number < 600; number += 1) tabs.kept.set(`support-desk-draft new-${number} reply`, recent);
    expect(tabs.openTab().desk.composer.drafts.value.size).toBe(600);
    expect([...tabs.kept.values()].filter((text) => text === old)).toEqual([]);
  });
});
