import { describe, expect, it } from 'vitest';
import { readMarkOf } from '#dashboard/storage/read-marks.ts';
import { deskOfThree, settled } from '#test/dashboard/desk/desk-of-three.ts';

describe('a read mark', () => {
  it('is the version in which a ticket was shown, and follows what is shown next', async () => {
    const { desk, customerWrites } = await deskOfThree();
    const mark = () => readMarkOf(desk.conversation.readVersions.value, 'ticket-3');
    expect(mark()).toBe(0);
    desk.select('ticket-3');
    expect(mark()).toBe(1);
    customerWrites('ticket-3', 'One more thing.');
    await desk.refresh();
    expect(mark()).toBe(2);
  });

  it('of one tab counts in the other, and takes none back', async () => {
    const { desk, openTab, kept } = await deskOfThree();
    const other = openTab();
    desk.select('ticket-1');
    other.desk.conversation.readVersions.value = new Map([['ticket-2', 5]]);
    desk.select('ticket-2');
    await settled();
    for (const tab of [desk, other.desk, openTab().desk]) {
      expect(new Map(tab.conversation.readVersions.value)).toEqual(
        new Map([
          ['ticket-1', 1],
          ['ticket-2', 5],
        ]),
      );
    }
    expect(kept.get('support-desk-read ticket-2')).toMatch(/^5 /);
  });

  it('is one of the latest 2,000', async () => {
    const { desk, openTab, kept } = await deskOfThree();
    for (let number = 1; number <= 2005; number += 1) kept.set(`support-desk-read old-${number}`, `1 ${number}`);
    const marks = openTab().desk.conversation.readVersions.value;
    expect([marks.size, readMarkOf(marks, 'old-5'), readMarkOf(marks, 'old-6')]).toEqual([2000, 0, 1]);
    expect(kept.has('support-desk-read old-5')).toBe(false);
    desk.conversation.readVersions.value = marks;
    desk.select('ticket-1');
    expect([
      desk.conversation.readVersions.value.size,
      readMarkOf(desk.conversation.readVersions.value, 'ticket-1'),
    ]).toEqual([2000, 1]);
  });
});
