import type { Ticket } from '#core/ticket/ticket.ts';
import { type CsvField, csvRecord } from './csv-record.ts';

type ExportedTicket = Omit<Ticket, 'statusBeforeClosing' | 'activityAt'>;

/** The columns, with the names and the order of the API's ticket. */
const columns: Readonly<Record<string, (ticket: ExportedTicket) => CsvField>> = {
  id: ({ id }) => id,
  user_id: ({ userId }) => userId,
  user_email: ({ userEmail }) => userEmail,
  subject: ({ subject }) => subject,
  message: ({ message }) => message,
  status: ({ status }) => status,
  priority: ({ priority }) => priority,
  support_tier: ({ supportTier }) => supportTier,
  credits_purchased: ({ creditsPurchased }) => creditsPurchased,
  created_at: ({ createdAt: time }) => ({ time }),
  updated_at: ({ updatedAt: time }) => ({ time }),
  closed_at: ({ closedAt: time }) => (time === null ? null : { time }),
  version: ({ version }) => version,
  user_name: ({ userName }) => userName,
  mail_problem: ({ mailProblem }) => mailProblem,
  assignee: ({ assignee }) => assignee?.name ?? null,
  tags: ({ tags }) => tags.join(', '),
  snoozed_until: ({ snoozedUntil: time }) => (time === null ? null : { time }),
};

/** The beginning of a CSV file, by which spreadsheets recognize UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF';

/** The first line of a CSV file of tickets. */
export const csvHeader = csvRecord(Object.keys(columns));

/** A ticket as one record of CSV. */
export function ticketCsv(ticket: ExportedTicket): string {
  return csvRecord(Object.values(columns).map((read) => read(ticket)));
}
