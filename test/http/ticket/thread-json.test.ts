import { describe, expect, it } from 'vitest';
import { MAX_RESPONSE_BYTES } from '#core/encoded-bytes.ts';
import type { Delivery } from '#core/mail/delivery.ts';
import type { Place } from '#core/ticket/conversation.ts';
import type { Thread, ThreadEntry } from '#core/ticket/thread.ts';
import type { Ok } from '#http/edge/endpoint.ts';
import { okAdded, okThread, threadJson } from '#http/ticket/thread-json.ts';
import { authorNamed } from '#test/core/agents/agent-named.ts';
import { exampleTicket } from './example-ticket.ts';

const at = exampleTicket.createdAt;
const dana = authorNamed('Dana');
const sent: Delivery = { state: 'sent', at };
const idOf = (version: number) => `019a0000-0000-7000-8000-${String(version).padStart(12, '0')}`;
const reply = (version: number, body = 'Try again.') =>
  ({ id: idOf(version), version, kind: 'reply', author: dana, createdAt: at, changes: [], body }) as const;
const closing: ThreadEntry = {
  id: idOf(3),
  version: 3,
  kind: 'change',
  author: dana,
  createdAt: at,
  changes: [{ field: 'status', from: 'open', to: 'closed' }],
};
const thread: Thread = {
  ticket: { ...exampleTicket, version: 3 },
  entries: [{ ...reply(2), delivery: sent, attachments: [] }, closing],
  confirmation: undefined,
  earlier: undefined,
};
const linkTo = ({ version }: Place) => `/before/${version}`;
const contact = { email: 'now@example.com', suppressed: undefined };
const read = (of: Thread, to: Parameters<typeof okThread>[1] = contact) =>
  okThread(
    { ...of, earlier: of.earlier === undefined ? undefined : { version: of.earlier }, end: of.ticket.version + 1 },
    to,
    linkTo,
  ) as Ok & { body: { thread: { version: number }[] } };

describe('a thread on the wire', () => {
  it('has an entry per version: messages with their delivery, changes without', () => {
    const { body, headers } = read(thread);
    expect(threadJson.safeParse(body).error).toBeUndefined();
    expect(body).toMatchObject({ id: exampleTicket.id, version: 3, confirmation: null });
    expect(body.thread).toStrictEqual([
      {
        id: idOf(2),
        version: 2,
        kind: 'reply',
        author: dana,
        created_at: at,
        ticket_id: null,
        rule: null,
        closes_at: null,
        changes: [],
        message: { body: 'Try again.', delivery: sent, attachments: [], channel: 'website', email: null },
      },
      {
        id: idOf(3),
        version: 3,
        kind: 'change',
        author: dana,
        created_at: at,
        ticket_id: null,
        rule: null,
        closes_at: null,
        changes: [{ field: 'status', from: 'open', to: 'closed' }],
      },
    ]);
    expect(headers).not.toHaveProperty('link');
  });

  it('has an entity tag with its version, which differs if anything else in the body does', () => {
    const others: Thread[] = [
      thread,
      { ...thread, confirmation: sent },
      { ...thread, confirmation: { ...sent, state: 'bounced' } },
      { ...thread, entries: [reply(2), closing] },
      { ...thread, earlier: 2 },
    ];
    const tags = others.map((of) => read(of).headers?.etag);
    expect(new Set(tags).size).toBe(tags.length);
    for (const tag of tags) expect(tag).toMatch(/^"3-[\w-]{16}"$/);
    expect(read(structuredClone(thread)).headers?.etag).toBe(tags[0]);
  });

  it('has the address that mail to the customer goes to, and why none is sent, beside the snapshot', () => {
    expect(read(thread).body).toMatchObject({
      user_email: 'user@example.com',
      contact_email: 'now@example.com',
      contact_suppressed: null,
    });
    const { body, headers } = read(thread, { ...contact, suppressed: 'bounced' });
    expect(threadJson.safeParse(body).error).toBeUndefined();
    expect(body).toMatchObject({ contact_suppressed: 'bounced' });
    expect(headers?.etag).not.toBe(read(thread).headers?.etag);
  });

  it('omits the rest of an entry: its customer’s contact, and which mail was sent again', () => {
    const known = { contact: { userId: 'user-1', email: 'now@example.com', creditsPurchased: 5 } };
    const entries: ThreadEntry[] = [
      { ...reply(2), ...known },
      { ...closing, kind: 'mail_resent', changes: [], resends: 2 },
    ];
    const { body } = read({ ...thread, entries });
    expect(threadJson.safeParse(body).error).toBeUndefined();
    expect(body.thread).toStrictEqual([
      {
        id: idOf(2),
        version: 2,
        kind: 'reply',
        author: dana,
        created_at: at,
        ticket_id: null,
        rule: null,
        closes_at: null,
        changes: [],
        message: { body: 'Try again.', delivery: null, attachments: [], channel: 'website', email: null },
      },
      {
        id: idOf(3),
        version: 3,
        kind: 'mail_resent',
        author: dana,
        created_at: at,
        ticket_id: null,
        rule: null,
        closes_at: null,
        changes: [],
      },
    ]);
  });

  it('links to the entries before the part that was read', () => {
    expect(read({ ...thread, earlier: 2 }).headers).toMatchObject({ link: '</before/2>; rel="next"' });
  });

  it('too long for a response is cut to the latest entries, with links that leave out and repeat nothing', () => {
    const costly = '\u0001'.repeat(10_000);
    const entries = Array.from({ length: 200 }, (_, index) => reply(index + 12, costly));
    const ticket = { ...exampleTicket, version: 211 };
    const seen: number[] = [];
    let before: number | undefined = 212;
    while (before !== undefined && before > 12) {
      const end: number = before;
      const part = entries.filter(({ version }) => version < end);
      const { body, headers } = read({ ticket, entries: part, confirmation: sent, earlier: 12 });
      expect(Buffer.byteLength(JSON.stringify(JSON.stringify(body)))).toBeLessThanOrEqual(MAX_RESPONSE_BYTES);
      seen.unshift(...body.thread.map(({ version }) => version));
      before = Number(/^<\/before\/(\d+)>; rel="next"$/.exec(String(headers?.link))?.[1]);
      expect(before).toBe(seen[0]);
    }
    expect(seen).toEqual(entries.map(({ version }) => version));
  });
});

it('an added message is returned with its ticket, whose version is the entity tag', () => {
  const { body, headers } = okAdded({ ticket: { ...exampleTicket, version: 2 }, message: reply(2) });
  expect(body).toMatchObject({
    version: 2,
    thread: [{ id: idOf(2), version: 2, message: { body: 'Try again.', delivery: null, attachments: [] } }],
  });
  expect(headers).toEqual({ etag: '"2"' });
});
