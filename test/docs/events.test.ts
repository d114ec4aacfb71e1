import { expect, it } from 'vitest';
import { readDeskEvent, toDetail } from '#adapters/events/event-detail.ts';
import { eventFields } from '#core/events/desk-event.ts';
import { eventTypes } from '#functions/event-names.ts';
import { readDocument, section } from './document.ts';

const page = readDocument('docs/events.md');
const namesIn = (markdown: string) => [...markdown.matchAll(/^\| `([\w.]+)` \|/gm)].map(([, name]) => name);
const detail = section(page, 'The detail');

it('docs/events.md has a line for every type of event, and every field', () => {
  expect(namesIn(section(page, 'The types'))).toEqual(eventTypes);
  const [, example = '{}'] = /```json\n([\s\S]*?)```/.exec(detail) ?? [];
  const event = readDeskEvent({ 'detail-type': 'message.added', detail: JSON.parse(example) });
  expect(JSON.parse(example)).toEqual(toDetail(event));
  expect(namesIn(detail)).toEqual(Object.keys(toDetail(event)));
});

it('docs/events.md names everything that may have changed', () => {
  const [row = ''] = /^\| `fields` \|.*$/m.exec(detail) ?? [];
  const named = [...row.matchAll(/`(\w+)`/g)].map(([, name]) => name).slice(1);
  expect(named.sort()).toEqual(eventFields.filter((field) => field !== 'change').sort());
});
