import { deskApi } from '#dashboard/wire/api.ts';
import type { TicketJson } from '#http/ticket/ticket-json.ts';

/** The open tickets. */
export const LISTING = { filter: 'open', q: '', sort: 'newest' } as const;
export const OPEN = '/api/admin/support-tickets?status=open';
export const SECOND = '/api/admin/support-tickets?status=open&cursor=2';
export const STATS = '/api/admin/support-stats?days=1';
export const id = 'abc12345-0000-4000-8000-000000000000';

/** An open ticket on the wire. */
export const ticketJson = (version = 1): TicketJson => ({
  id,
  user_id: 'customer-1',
  user_email: 'maria@example.com',
  user_name: null,
  subject: 'Export stuck',
  message: 'It stops at 99%.',
  status: 'open',
  priority: 'normal',
  assignee: null,
  tags: [],
  priority_set_by: null,
  support_tier: 'Email (48h response)',
  credits_purchased: 100,
  created_at: '2026-11-23T12:00:00.000000000Z',
  updated_at: '2026-11-23T12:00:00.000000000Z',
  closed_at: null,
  channel: 'website',
  attachments: [],
  closes_at: null,
  merged_into: null,
  merged: [],
  mail_problem: null,
  snoozed_until: null,
  woken: null,
  version,
  latest_message: {
    author: { type: 'customer' },
    preview: 'It stops at 99%.',
    created_at: '2026-11-23T12:00:00.000000000Z',
  },
  latest_customer_version: 1,
  reply_due_at: null,
  resolve_due_at: null,
  replied_at: null,
  due_at: null,
  paused_at: null,
});

export const json = (body: unknown, headers: Record<string, string> = {}, status = 200): Response =>
  new Response(JSON.stringify(body), { status, headers });

export const notModified = (): Response => new Response(null, { status: 304 });

/** A first page of one ticket in this version, with a weak tag. */
export const tagged = (tag: string, version = 1): Response =>
  json([ticketJson(version)], { etag: `W/"${tag}"`, link: `<${SECOND}>; rel="next"` });

/** An API over a wire that responds as a test says, in that order; `asked` has the tags that were sent, by address. */
export function wired() {
  const answers: (Response | Error | Promise<Response>)[] = [];
  const asked: [address: string, tag: string | null][] = [];
  /** True if each request outlives its page. */
  const keptAlive: boolean[] = [];
  const world = { now: 1_000_000 };
  const session = new AbortController();
  const fetch = async (address: unknown, init?: RequestInit) => {
    asked.push([String(address), new Headers(init?.headers).get('if-none-match')]);
    keptAlive.push(init?.keepalive === true);
    init?.signal?.throwIfAborted();
    const answer = await answers.shift();
    if (!(answer instanceof Response)) throw answer ?? new TypeError('Failed to fetch');
    return answer;
  };
  const connect = (key: string, signal = session.signal) => deskApi(key, signal, { fetch, clock: () => world.now });
  return { api: connect('key'), connect, answers, asked, keptAlive, world, session };
}

/** In milliseconds. */
export const seconds = (count: number) => count * 1000;
