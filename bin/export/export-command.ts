import { pipeline } from 'node:stream/promises';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type TicketItem, toTicket } from '../../functions/adapters/ticket-item.ts';
import { csvHeader, ticketCsv } from '../../functions/core/export/ticket-csv.ts';
import { statuses } from '../../functions/core/ticket.ts';
import { ticketId } from '../../functions/http/ticket-json.ts';
import { ticketEntry } from '../../functions/table-keys.ts';
import { noBar, type Progress, progressBar } from '../progress.ts';
import { besideTickets } from './beside-tickets.ts';
import { toLine } from './line.ts';
import { type Stored, scanStored } from './stored.ts';
import { writeWholeFile } from './whole-file.ts';

/** The options of `desk export`, for `parseArgs`. */
export const exportOptions = {
  format: { type: 'string' },
  status: { type: 'string', default: 'all' },
  output: { type: 'string' },
  force: { type: 'boolean', default: false },
} as const;

interface ExportValues {
  readonly format?: string | undefined;
  readonly status: string;
  readonly output?: string | undefined;
  readonly force: boolean;
}

/** Where the tickets are. */
export interface TicketsDatabase {
  readonly client: DynamoDBDocumentClient;
  readonly tickets: string;
}

interface Format {
  readonly head: string;
  readonly line: (stored: Stored, item: TicketItem) => string;
  /** Of what stands beside tickets. */
  readonly besideLine?: (stored: Stored) => string;
}

const formats: ReadonlyMap<string | undefined, Format> = new Map<string, Format>([
  ['csv', { head: csvHeader, line: (_, item) => ticketCsv(toTicket(item)) }],
  ['jsonl', { head: '', line: toLine, besideLine: toLine }],
]);

type Print = (line: string) => void;

/**
 * Exports all tickets or those of a status, to a file or to stdout; memory does not grow with them. Throws an error for the person who
 * typed the command.
 */
export async function exportTickets(values: ExportValues, database: TicketsDatabase, print: Print): Promise<void> {
  const { status, output, force } = values;
  const format = formats.get(values.format);
  if (!format) throw new Error('Say in which format: --format csv (for a spreadsheet) or --format jsonl (everything).');
  const choices = ['all', ...statuses];
  if (!choices.includes(status)) throw new Error(`--status must be one of ${choices.join(', ')}, not ${status}.`);

  const inSight = output === undefined && process.stdout.isTTY;
  const bar = inSight ? noBar : progressBar('Exporting', await entriesIn(database));
  const done = { tickets: 0, unfinished: 0 };
  try {
    const text = exported(database, format, status, bar, done);
    if (output === undefined) await toStdout(text);
    else await writeWholeFile(output, text, { replace: force });
  } finally {
    bar.stop();
  }
  if (output !== undefined) print(`Tickets in ${output}: ${done.tickets}.`);
  if (done.unfinished === 0) return;
  const say = output === undefined ? console.error : print;
  say(`Left out, because their import has not finished: ${done.unfinished}. Import them again.`);
}

/** The lines of an export, counted in `done` as they come. */
async function* exported(
  { client, tickets }: TicketsDatabase,
  { head, line, besideLine }: Format,
  status: string,
  bar: Progress,
  done: { tickets: number; unfinished: number },
): AsyncGenerator<string> {
  yield head;
  for await (const stored of scanStored(client, tickets)) {
    bar.advance(stored.entries.length);
    if (!ticketId.safeParse(stored.id).success) {
      if (status === 'all' && besideLine) yield* besideEntries(stored).map(besideLine);
      continue;
    }
    const entry = stored.entries.find(({ entry }) => entry === ticketEntry);
    if (entry === undefined) done.unfinished += 1;
    else if (status === 'all' || status === entry.status) {
      done.tickets += 1;
      yield line(stored, { ...entry, id: stored.id } as unknown as TicketItem);
    }
  }
}

/** Canned replies and marked addresses, which stand in the tickets table too. */
const besideEntries = ({ id, entries }: Stored): Stored[] =>
  entries.map((entry) => ({ id, entries: [entry] })).filter((stored) => besideTickets.safeParse(stored).success);

/** Ends quietly if the reader has enough, like `head`. */
async function toStdout(text: AsyncIterable<string>): Promise<void> {
  try {
    await pipeline(text, process.stdout, { end: false });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error;
  }
}

/** About how many items the table has: DynamoDB counts them every six hours. */
async function entriesIn({ client, tickets }: TicketsDatabase): Promise<number> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: tickets }));
  return Table?.ItemCount ?? 0;
}
