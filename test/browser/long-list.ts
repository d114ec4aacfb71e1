import type { Page, Route } from 'playwright-core';
import { statsJson } from '#test/dashboard/stats.ts';
import { ticketJson } from '#test/dashboard/wired-api.ts';

const TICKETS = '/api/admin/support-tickets';
const SECOND_MS = 1000;

/** The ID of the `number`th ticket of a long list, the higher the newer. */
export const idOf = (number: number): string => `${String(number).padStart(8, '0')}-0000-4000-8000-000000000000`;

/** A ticket of a long list: "Ticket 7". */
function rowJson(number: number) {
  const at = `${new Date(Date.UTC(2026, 0, 1) + number * SECOND_MS).toISOString().slice(0, -1)}000000Z`;
  const { latest_message: latest } = ticketJson();
  return {
    ...ticketJson(),
    id: idOf(number),
    subject: `Ticket ${number}`,
    user_email: `customer-${number}@example.com`,
    tags: number % 3 === 0 ? ['billing', 'urgent'] : [],
    created_at: at,
    updated_at: at,
    latest_message: { ...latest, created_at: at },
    read_version: null,
  };
}

export type LongList = Awaited<ReturnType<typeof longList>>;

/** Has a page's desk list so many open tickets, as the API does. `numbers` are the newest first; what a test changes there is changed at the desk. */
export async function longList(page: Page, count: number) {
  const desk = {
    numbers: Array.from({ length: count }, (_, index) => count - index),
    pageSize: 100,
    /** The lists' pages that were asked for, by their parameters. */
    asked: [] as string[],
    /** Has pages after the first fail with this status. */
    failWith: undefined as number | undefined,
  };

  async function list(route: Route, parameters: URLSearchParams): Promise<void> {
    desk.asked.push(parameters.toString());
    const [sort, after, status] = ['sort', 'after_ticket', 'status'].map((name) => parameters.get(name));
    const from = parameters.get('cursor');
    if (sort === 'activity' || sort === 'waiting') {
      const errors = [{ pointer: '?sort', detail: 'sorts at most 1,000 tickets' }];
      return route.fulfill({ status: 422, json: { detail: 'Too many tickets.', errors } });
    }
    if ((after || from) && desk.failWith) return route.fulfill({ status: desk.failWith, json: { detail: 'Busy.' } });
    const all = status === 'open' ? (sort === 'oldest' ? desk.numbers.toReversed() : desk.numbers) : [];
    const start = Number((after ?? from ?? '').slice(0, 8) || Number.NaN);
    const rest = Number.isNaN(start)
      ? all
      : all.filter((number) => (sort === 'oldest' ? number > start : number < start));
    const rows = rest.slice(0, desk.pageSize);
    const next = new URLSearchParams({ ...Object.fromEntries(parameters), cursor: idOf(rows.at(-1) ?? 0) });
    next.delete('after_ticket');
    const link = rest.length > rows.length ? { link: `<${TICKETS}?${next}>; rel="next"` } : {};
    return route.fulfill({ headers: link, json: rows.map(rowJson) });
  }

  await page.route(
    ({ pathname }) => pathname.startsWith('/api/admin/'),
    async (route) => {
      const { pathname, searchParams } = new URL(route.request().url());
      if (pathname === TICKETS) return list(route, searchParams);
      if (pathname === '/api/admin/support-stats') {
        return route.fulfill({ json: statsJson({ open: desk.numbers.length, in_progress: 0, closed: 0 }) });
      }
      const number = Number(pathname.slice(TICKETS.length + 1, TICKETS.length + 9));
      if (!pathname.startsWith(`${TICKETS}/`)) return route.continue();
      const contact = { confirmation: null, email: null, contact_email: `customer-${number}@example.com` };
      const at = new Date(0).toISOString();
      const customer = { credits_purchased: 100, first_contact_at: at, last_contact_at: at, tickets: [], more: false };
      const thread = { ...contact, contact_suppressed: null, thread: [] };
      return route.fulfill({ json: pathname.endsWith('/customer') ? customer : { ...rowJson(number), ...thread } });
    },
  );
  return desk;
}
