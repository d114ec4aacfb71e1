import { beforeAll, describe, expect, it } from 'vitest';
import { dynamoBlockedSenders } from '#adapters/dynamo/dynamo-blocked-senders.ts';
import { dynamoHeldMail } from '#adapters/dynamo/dynamo-held-mail.ts';
import type { HeldMailJson } from '#http/inbound/held-mail.ts';
import { deskUnderTest, nextOf } from '#test/api/desk-under-test.ts';
import { tables } from '#test/local/desk.ts';
import type { NewDesk } from '#test/local/prepare-data.ts';
import { exampleHeldMail } from './example-held-mail.ts';

let client: NewDesk['client'];
const { asAgent } = deskUnderTest({
  fill: async (desk) => {
    client = desk.client;
  },
});
const list = async (query = '', headers = {}) => {
  const answer = await asAgent('GET', `/api/admin/held-mail${query}`, { headers });
  return { ...answer, mails: answer.json as HeldMailJson[] };
};
const blockedNow = async () => (await list()).mails.map(({ from, blocked }) => [from, blocked]);

beforeAll(async () => {
  const held = dynamoHeldMail(tables.tickets, client);
  for (const from of ['sam@elsewhere.example', 'ann@example.com', null, 'sam@elsewhere.example'])
    await held.add(exampleHeldMail({ from }));
});

describe('the list of held mail', () => {
  it('says of each mail, newest first, whether its sender is blocked now', async () => {
    const sam = '/api/admin/blocked-senders/sam@elsewhere.example';
    const all = (isBlocked: boolean) => [
      ['sam@elsewhere.example', isBlocked],
      [null, false],
      ['ann@example.com', false],
      ['sam@elsewhere.example', isBlocked],
    ];
    expect(await blockedNow()).toEqual(all(false));
    expect((await asAgent('PUT', sam)).json).toEqual({ success: true });
    expect(await blockedNow()).toEqual(all(true));
    expect((await asAgent('DELETE', sam)).json).toEqual({ success: true });
    expect(await blockedNow()).toEqual(all(false));
  });

  it('knows a blocked sender however the address is spelled', async () => {
    const senders = dynamoBlockedSenders(tables.tickets, client);
    await senders.block('Ann@EXAMPLE.com', '2026-11-24T10:00:00Z');
    expect(await senders.among(['ann@example.com', 'ben@example.com', 'ann@example.com'])).toEqual(
      new Set(['ann@example.com']),
    );
    expect(await senders.among([])).toEqual(new Set());
    await senders.unblock('ann@example.com');
  });

  it('is sent again only if it has changed, and page by page', async () => {
    const first = await list('?limit=3');
    expect(first.mails).toHaveLength(3);
    const next = nextOf(first) ?? '';
    expect((await asAgent('GET', next)).json).toHaveLength(1);
    const tag = { 'if-none-match': first.headers.get('etag') ?? '' };
    expect((await list('?limit=3', tag)).status).toBe(304);
    await asAgent('DELETE', `/api/admin/held-mail/${first.mails[0]?.id}`);
    expect((await list('?limit=3', tag)).status).toBe(200);
  });
});
