import { expect, it } from 'vitest';
import { connection } from '#dashboard/wire/connection.ts';
import { heldMailApi } from '#dashboard/wire/held-mail-api.ts';
import type { HeldMailJson } from '#http/inbound/held-mail.ts';
import { id, json, ticketJson } from '#test/dashboard/wired-api.ts';

const heldJson: HeldMailJson = {
  id: '20261124T100000000Z-0123456789abcdef',
  from: 'sam@elsewhere.example',
  name: null,
  verified: true,
  automatic: null,
  subject: 'Invoice',
  text: 'Please.',
  quoted: '',
  remarks: [],
  reason: 'not_a_customer',
  blocked: true,
  ticket_id: id,
  received_at: '2026-11-24T10:00:00.000000000Z',
  expires_at: '2026-12-24T10:00:00.000000000Z',
};

/** Held mail of a desk that returns these responses, one after the other. */
function setUp(...responses: Response[]) {
  const requests: unknown[] = [];
  const fetch: typeof globalThis.fetch = async (address, init) => {
    requests.push([init?.method ?? 'GET', address, ...(init?.body ? [init.body] : [])]);
    return responses.shift() ?? new Response(null, { status: 204 });
  };
  const wired = connection('key', new AbortController().signal, { fetch, clock: () => 0 });
  return { held: heldMailApi(wired), requests };
}

it('reads a page, with the address of the next one', async () => {
  const link = '</api/admin/held-mail?limit=100&cursor=a>; rel="next"';
  const { held, requests } = setUp(json([heldJson], { link }), json([]));
  const page = await held.first();
  expect(page).toMatchObject({ ids: [heldJson.id], next: '/api/admin/held-mail?limit=100&cursor=a' });
  expect(page.mails).toMatchObject([
    {
      isVerified: true,
      isBlocked: true,
      ticketId: id,
      receivedAt: heldJson.received_at,
      expiresAt: heldJson.expires_at,
    },
  ]);
  expect(await held.page(page.next ?? '')).toEqual({ mails: [], ids: [], next: undefined });
  expect(requests).toEqual([
    ['GET', '/api/admin/held-mail'],
    ['GET', page.next],
  ]);
});

it('accepts a mail onto a ticket, or as a new one', async () => {
  const { held, requests } = setUp(json(ticketJson()), json(ticketJson()));
  expect(await held.accept('a/b', id)).toMatchObject({ id, subject: 'Export stuck' });
  await held.accept('c', undefined);
  expect(requests).toEqual([
    ['POST', '/api/admin/held-mail/a%2Fb/accept', JSON.stringify({ ticket_id: id })],
    ['POST', '/api/admin/held-mail/c/accept', '{}'],
  ]);
});

it('deletes a mail, and blocks and unblocks senders, whatever their address', async () => {
  const { held, requests } = setUp();
  await held.remove('a');
  await held.setBlocked('o/hara+tag@example.com', true);
  await held.setBlocked('o/hara+tag@example.com', false);
  expect(requests).toEqual([
    ['DELETE', '/api/admin/held-mail/a'],
    ['PUT', '/api/admin/blocked-senders/o%2Fhara%2Btag%40example.com'],
    ['DELETE', '/api/admin/blocked-senders/o%2Fhara%2Btag%40example.com'],
  ]);
});
