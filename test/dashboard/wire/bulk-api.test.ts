import { expect, it } from 'vitest';
import { bulkApi } from '#dashboard/wire/bulk-api.ts';
import { connection } from '#dashboard/wire/connection.ts';
import { id, json, ticketJson } from '#test/dashboard/wired-api.ts';

it('changes many tickets under a key, and reads what became of each', async () => {
  const requests: unknown[] = [];
  const results = [
    { id, status: 200, ticket: ticketJson(2) },
    { id: 'other', status: 404, type: 'urn:support-desk:problem:not_found', title: 'Not found', detail: 'None.' },
  ];
  const fetch: typeof globalThis.fetch = async (address, init) => {
    const headers = new Headers(init?.headers);
    const sent = JSON.parse(String(init?.body));
    requests.push([init?.method, address, init?.keepalive, headers.get('idempotency-key'), sent]);
    return json({ results });
  };
  const change = bulkApi(connection('key', new AbortController().signal, { fetch, clock: () => 0 }));
  const tickets = [
    { id, version: 1 },
    { id: 'other', version: 3 },
  ];
  const address = '/api/admin/support-tickets/bulk';

  expect(await change(tickets, { assignee: { id: 'ben', name: 'Ben' } }, 'k')).toMatchObject([
    { id, status: 200, ticket: { version: 2, subject: 'Export stuck' }, detail: undefined },
    { id: 'other', status: 404, ticket: undefined, detail: 'None.' },
  ]);
  await change(tickets, { assignee: null, addTags: ['a'], removeTags: [] }, 'l');
  expect(requests).toEqual([
    ['POST', address, true, 'k', { tickets, change: { assignee: 'ben' } }],
    ['POST', address, true, 'l', { tickets, change: { assignee: null, add_tags: ['a'], remove_tags: [] } }],
  ]);
});
