import { PutCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseExactly } from '#bin/stored/exact-json.ts';
import { described } from '#bin/stored/mistakes.ts';
import { recordMistakes } from '#bin/stored/record-mistakes.ts';
import { readStored, type Stored } from '#bin/stored/stored.ts';
import { exportDesks } from '#test/bin/export/desks.ts';

const desks = exportDesks();

const id = 'abc12345-0000-4000-8000-000000000000';
const at = '2026-11-24T10:00:00.000000000Z';

const ticket = {
  entry: 'ticket',
  user_id: 'user-1',
  user_email: 'user@example.com',
  user_credits_purchased: 100,
  user_support_tier: 'Email (48h response)',
  subject: 'Need help',
  message: 'It does not work.',
  status: 'open',
  status_before_closing: null,
  priority: 'normal',
  created_at: at,
  updated_at: at,
  closed_at: null,
  activity_at: at,
  version: 3,
  created_write_id: 'write',
};
const reply = {
  entry: 'entry#000000002',
  entry_id: id,
  kind: 'reply',
  author: 'agent',
  agent: 'Dana',
  created_at: at,
  version: 2,
  changes: [{ field: 'status', from: 'open', to: 'in_progress' }],
  body: 'Hello',
};
const operation = { entry: `op#${id}`, version: 2, content_hash: 'hash' };
const mail = { entry: `mail#000000002#reply#${'0'.repeat(64)}`, state: 'sent', at };
const cannedReply = { entry: `canned-reply#${id}`, name: 'Thanks', body: 'Thank you', updated_at: at };
const sharedView = { entry: `saved-view#${id}`, name: 'Refunds', query: '', sort: 'newest', position: 0 };
const address = { entry: 'address', kind: 'bounced', at };
const addressId = `address#${'0'.repeat(64)}`;

const calendar = {
  entry: 'calendar',
  time_zone: 'Europe/Berlin',
  periods: { monday: [{ from: '09:00', to: '17:00' }] },
  days_off: ['2026-12-25'],
};
const calendarId = `calendar#${'0'.repeat(32)}`;
const targets = {
  ...{ reply_within: 1, resolve_within: 2, calendar: '0'.repeat(32) },
  ...{ reply_due: 3, resolve_due: 4, replied: 5, paused: 6 },
};

const closed = { status: 'closed', status_before_closing: 'open', closed_at: at };

const mistakesIn = (record: object, json = JSON.stringify(record)): string =>
  described(recordMistakes(parseExactly(Buffer.from(json))));

/** A ticket's record of which one item is different; an undefined attribute is left out. */
const withTicket = (changes: object) => ({ id, entries: [reply, operation, mail, { ...ticket, ...changes }] });
const withReply = (changes: object) => ({ id, entries: [{ ...reply, ...changes }, ticket] });
const withOperation = (changes: object) => ({ id, entries: [{ ...operation, ...changes }, ticket] });
const withMail = (changes: object) => ({ id, entries: [{ ...mail, ...changes }, ticket] });
const withSharedView = (changes: object) => ({ id: 'saved-views', entries: [{ ...sharedView, ...changes }] });
const withCannedReply = (changes: object) => ({ id: 'canned-replies', entries: [{ ...cannedReply, ...changes }] });
const withAddress = (changes: object) => ({ id: addressId, entries: [{ ...address, ...changes }] });

const withCalendar = (changes: object) => ({ id: calendarId, entries: [{ ...calendar, ...changes }] });

const nested = (levels: number): unknown => (levels === 0 ? 'x' : { a: nested(levels - 1) });

describe('a record', () => {
  it.each([
    ['a ticket with what stands beside it', withTicket({})],
    ['a closed ticket', withTicket(closed)],
    [
      'a ticket of which a mail came back, with attributes of another version',
      withTicket({ mail_problem: 'bounced', later: { a: [1, null] } }),
    ],
    ['a canned reply', withCannedReply({})],
    [
      'a canned reply that sets fields',
      withCannedReply({ actions: { status: 'closed', assignee: null, tags: ['billing'] } }),
    ],
    ['a view that agents share', withSharedView({})],
    ['an address that gets no mail', withAddress({})],
    ['a ticket with targets', withTicket({ targets })],
    ['working hours', withCalendar({})],
  ])('can be %s', (_, record) => {
    expect(mistakesIn(record)).toBe('');
  });

  const wrong: readonly (readonly [string, object, string])[] = [
    // Times that are none
    [
      'a day that no month has',
      withTicket({ created_at: '2026-11-31T10:00:00.000000000Z' }),
      'entries[3].created_at: must be a time',
    ],
    [
      'an hour that no day has',
      withTicket({ ...closed, closed_at: '2026-11-30T25:00:00.000000000Z' }),
      'entries[3].closed_at: must be a time',
    ],
    [
      '29 February of no leap year',
      withReply({ created_at: '2027-02-29T10:00:00.000000000Z' }),
      'entries[0].created_at: must be a time',
    ],
    ['a number for a time', withTicket({ updated_at: 1_764_000_000 }), 'entries[3].updated_at: must be a time'],
    ['a number for the time of a mail', withMail({ at: 5 }), 'entries[0].at: must be a time'],
    [
      'a ticket closed before it was made',
      withTicket({ ...closed, closed_at: '2026-11-23T10:00:00.000000000Z' }),
      'entries[3].closed_at: must not be before created_at',
    ],
    // What the API promises of a ticket
    ['a mail problem of no kind', withTicket({ mail_problem: 'x' }), 'entries[3].mail_problem: Invalid option'],
    ['a name that is no text', withTicket({ user_name: 7 }), 'entries[3].user_name: Invalid input'],
    ['no subject', withTicket({ subject: '' }), 'entries[3].subject: is empty'],
    ['no message', withTicket({ message: undefined }), 'entries[3].message: Invalid input'],
    ['negative credits', withTicket({ user_credits_purchased: -1 }), 'entries[3].user_credits_purchased: Too small'],
    ['a version that is no whole number', withTicket({ version: 1.5 }), 'entries[3].version: Invalid input'],
    [
      'a latest message without its author',
      withTicket({ latest_message: { author: 'agent', preview: 'x', created_at: at } }),
      'entries[3].latest_message.agent: must be set if the author is an agent',
    ],
    [
      'a status to return to that is none',
      withTicket({ ...closed, status_before_closing: 'closed' }),
      'entries[3].status_before_closing: Invalid option',
    ],
    [
      'an open ticket that returns to a status',
      withTicket({ status_before_closing: 'open' }),
      'entries[3].status_before_closing: must be null unless',
    ],
    // Entries
    [
      'a reply without a text',
      withReply({ body: undefined }),
      'entries[0].body: must be set in a reply, a note, or an automatic or unsent mail',
    ],
    [
      'a change with a text',
      withReply({ kind: 'change' }),
      'entries[0].body: must be set in a reply, a note, or an automatic or unsent mail, and only there',
    ],
    [
      'a reminder that names no time',
      withReply({ kind: 'reminder', body: undefined }),
      'entries[0].closes_at: must be set in a reminder, and only there',
    ],
    ['an entry of no kind', withReply({ kind: 'shout' }), 'entries[0].kind: Invalid option'],
    ['an author of no kind', withReply({ author: 'nobody' }), 'entries[0].author: Invalid option'],
    [
      'an agent without a name',
      withReply({ agent: undefined }),
      'entries[0].agent: must be set if the author is an agent',
    ],
    [
      'an entry of another version than its key',
      withReply({ version: 3 }),
      'entries[0].version: must be the one in the sort key',
    ],
    [
      'an entry of a version that the ticket has not reached',
      withReply({ entry: 'entry#000000004', version: 4 }),
      'entries[0].version: must not be above the ticket’s',
    ],
    ['a short key', withReply({ entry: 'entry#2' }), 'entries[0].entry: isn’t a valid sort key of its kind'],
    [
      'a change of no field',
      withReply({ changes: [{ field: 'colour', from: 'open', to: 'closed' }] }),
      "entries[0].changes[0].field: Invalid discriminator value. Expected 'status' | 'priority' | 'assignee' | 'tags'",
    ],
    [
      'an item of no kind',
      withReply({ entry: 'message#1' }),
      'entries[0].entry: is of a kind that this version of the desk doesn’t know',
    ],
    ['an operation without its version', withOperation({ version: undefined }), 'entries[0].version: Invalid input'],
    ['a mail in no state', withMail({ state: 'lost' }), 'entries[0].state: Invalid option'],
    // Beside tickets
    ['a canned reply without a text', withCannedReply({ body: undefined }), 'entries[0].body: Invalid input'],
    [
      'a canned reply that sets an unknown status',
      withCannedReply({ actions: { status: 'done' } }),
      'entries[0].actions.status: Invalid option',
    ],
    [
      'a canned reply of no id',
      withCannedReply({ entry: 'canned-reply#1' }),
      'entries[0].entry: isn’t a valid sort key of its kind',
    ],
    [
      'two canned replies',
      { id: 'canned-replies', entries: [cannedReply, cannedReply] },
      'entries: must have one item',
    ],
    ['a saved view without a name', withSharedView({ name: '' }), 'entries[0].name: is empty'],
    ['a saved view in no order', withSharedView({ sort: 'due' }), 'entries[0].sort: Invalid option'],
    [
      'two saved views',
      { id: 'saved-views', entries: [sharedView, { ...sharedView, entry: 'saved-view#1' }] },
      'entries: must have one item',
    ],
    ['an address for no reason', withAddress({ kind: 'hated' }), 'entries[0].kind: Invalid option'],
    ['working hours of no day', withCalendar({ periods: { funday: [] } }), 'entries[0].periods'],
    [
      'a ticket with a calendar of no hash',
      withTicket({ targets: { calendar: 'office' } }),
      'entries[3].targets.calendar: must be the hash of a calendar',
    ],
    // What DynamoDB, or the SDK, can't keep
    ['an empty key of the index', withTicket({ user_id: '' }), 'entries[3].user_id: is empty'],
    [
      'a key of 2,049 bytes',
      withTicket({ user_id: `${'ü'.repeat(1024)}x` }),
      'entries[3].user_id: is longer than 2048 bytes',
    ],
    [
      'a sort key of 1,025 bytes',
      withMail({ entry: `mail#000000002#reply#${'x'.repeat(1004)}` }),
      'entries[0].entry: is longer than 1024 bytes',
    ],
    [
      'an item in the index of tickets that is none',
      withMail({ status: 'open', created_at: at }),
      'entries[0].status: Invalid input',
    ],
    ['a number in the place of a key', withMail({ created_at: 5 }), 'entries[0].created_at: must be text: it is a key'],
    ['500 KB of text', withTicket({ message: 'x'.repeat(500_000) }), 'entries[3]: is larger than 400 KB'],
    [
      '400 KB of letters that are two bytes each',
      withTicket({ message: 'ü'.repeat(205_000) }),
      'entries[3]: is larger than 400 KB',
    ],
    [
      'half of a surrogate pair',
      withTicket({ message: 'x\ud800' }),
      'entries[3].message: contains an unpaired surrogate',
    ],
    ['half of a surrogate pair in a name', withTicket({ later: { '\ud800': 1 } }), 'contains an unpaired surrogate'],
    ['a name that is none', withTicket({ later: { '': 1 } }), 'is a name that the desk can’t store'],
    [
      'a name that JavaScript has taken',
      withTicket({ constructor: 'x' }),
      'entries[3].constructor: is a name that the desk can’t store',
    ],
    ['a number too large', withTicket({ later: 1e126 }), 'entries[3].later: is larger than the desk can store'],
    ['a number too small', withTicket({ later: [1e-131] }), 'entries[3].later[0]: is smaller than DynamoDB can store'],
    ['33 levels', withTicket({ later: nested(32) }), 'is more than 32 levels deep'],
  ];
  it.each(wrong)('can’t have %s', (_, record, mistake) => {
    expect(mistakesIn(record)).toContain(mistake);
  });

  it.each([
    ['1.23456789012345678901234567890', 'entries[0].later: has more digits than the desk can store'],
    ['12345678901234567890', 'entries[0].later: is larger than the desk can store'],
    ['9007199254740993', 'entries[0].later: is larger than the desk can store'],
    ['1e400', 'entries[0].later: '],
    ['1e-400', 'entries[0].later: has more digits than the desk can store'],
    ['-0', 'entries[0].later: is negative zero'],
    ['{"__proto__":1}', 'entries[0].later.__proto__: is a name that the desk can’t store'],
    ['1.50', ''],
    ['0.1e3', ''],
    ['9007199254740991', ''],
    ['0.30000000000000004', ''],
    ['-1e-130', ''],
  ])('with %s has the mistake %j', (number, mistake) => {
    const json = JSON.stringify({ id, entries: [ticket] }).replace('"ticket"', `"ticket","later":${number}`);
    const found = mistakesIn({}, json);
    if (mistake === '') expect(found).toBe('');
    else expect(found).toContain(mistake);
  });

  it('without a mistake is stored by DynamoDB as it is', async () => {
    const extreme = <T>(value: T) => ({ arbitrary: fc.constant(value), weight: 1 });
    const usual = <T>(arbitrary: fc.Arbitrary<T>) => ({ arbitrary, weight: 20 });
    const numbers = fc.oneof(
      usual(fc.double({ min: -1e6, max: 1e6, noNaN: true })),
      usual(fc.maxSafeInteger()),
      extreme(1e126),
      extreme(-1e-131),
      extreme(-0),
    );
    const strings = fc.oneof(usual(fc.string({ unit: 'binary' })), extreme('\ud800'), extreme('x'.repeat(200_000)));
    const later = fc.object({
      key: fc.oneof(usual(fc.string({ minLength: 1, unit: 'grapheme' })), extreme(''), extreme('constructor')),
      values: [numbers, strings, fc.boolean(), fc.constant(null)],
      maxDepth: 3,
      maxKeys: 4,
    });
    const key = fc.oneof(usual(fc.constant('x')), extreme(''), extreme(5), extreme('x'.repeat(2050)));
    const extremes = fc.record({ later, updated_at: fc.oneof(usual(fc.constant(at)), extreme(7)), user_id: key });
    const inTicket = ({ later, updated_at, user_id }: { later: object; updated_at: unknown; user_id: unknown }) =>
      withTicket({ later, updated_at, user_id });
    const inReply = ({ later }: { later: object }) => withReply({ later });
    const inCannedReply = ({ later, updated_at }: { later: object; updated_at: unknown }) =>
      withCannedReply({ later, updated_at });
    const table = await desks.desk();
    const { client } = desks.engine();
    let stored = 0;
    await fc.assert(
      fc.asyncProperty(extremes, fc.constantFrom(inTicket, inReply, inCannedReply), async (changes, place) => {
        const { value } = parseExactly(Buffer.from(JSON.stringify(place(changes))));
        if (mistakesIn({}, JSON.stringify(value)) !== '') return;
        const record = value as Stored;
        for (const entry of record.entries) {
          await client.send(new PutCommand({ TableName: table, Item: { ...entry, id: record.id } }));
        }
        stored += 1;
        const kept = await readStored(client, table, record.id);
        for (const entry of record.entries) expect(kept).toContainEqual(entry);
      }),
      { numRuns: 300 },
    );
    expect(stored).toBeGreaterThan(50);
  });
});
