import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BYTE_ORDER_MARK, csvHeader, ticketCsv } from '#core/export/ticket-csv.ts';
import { latestOf } from '#core/ticket/latest-message.ts';
import { exportFile, exportFileName } from '#dashboard/export/export-file.ts';
import { openTicket } from '#test/core/arbitraries.ts';

const listed = openTicket.map((ticket) => ({ ...ticket, latestMessage: latestOf(ticket) }));
const tickets = fc.uniqueArray(listed, { selector: ({ id }) => id });

it('is what the command line writes, byte for byte, wherever pages end, overlap and break off', async () => {
  const walks = fc.record({
    pages: fc.array(tickets, { minLength: 1, maxLength: 5 }),
    again: fc.boolean(),
    breaks: fc.nat(5),
  });
  await fc.assert(
    fc.asyncProperty(walks, async ({ pages, again, breaks }) => {
      // A ticket that changes its status is on two pages of all.
      const answers = again ? pages.map((page, index) => [...(pages[index - 1] ?? []).slice(-1), ...page]) : pages;
      let left = breaks;
      const page = async (address: string) => {
        const at = Number(address);
        if (at === breaks && left > 0) {
          left -= 1;
          throw new Error('Cut off');
        }
        return {
          tickets: answers[at] ?? [],
          read: new Map<string, number>(),
          next: at + 1 < answers.length ? String(at + 1) : undefined,
          tag: null,
        };
      };
      const file = exportFile({ filter: 'all', q: '' });
      const read = () => file.readPage({ list: () => page('0'), page }).catch(() => true);
      while (await read());
      const each = [...new Map(pages.flat().map((ticket) => [ticket.id, ticket])).values()];
      expect(Buffer.from(await file.blob().arrayBuffer()).toString()).toBe(
        `${BYTE_ORDER_MARK}${csvHeader}${each.map(ticketCsv).join('')}`,
      );
      expect(file.read()).toBe(each.length);
    }),
  );
});

it.each([
  ['open', '', 'tickets-open-2026-11-23.csv'],
  ['in_progress', '', 'tickets-in-progress-2026-11-23.csv'],
  ['all', 'needle', 'tickets-all-search-2026-11-23.csv'],
] as const)('of %s tickets, searched for %j, is called %s', (filter, q, name) => {
  expect(exportFileName({ filter, q }, new Date(2026, 10, 23, 23, 59).getTime())).toBe(name);
});
