import { pipeline } from 'node:stream/promises';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { type TicketItem, toTicket } from '#adapters/dynamo/ticket-item.ts';
import type { TicketsDatabase } from '#bin/desk-database.ts';
import { noBar, type Progress, progressBar } from '#bin/progress.ts';
import { isBesideTickets } from '#bin/stored/beside-tickets.ts';
import { toLine } from '#bin/stored/line.ts';
import { recordMistakes } from '#bin/stored/record-mistakes.ts';
import { entryOf, type RawStored, type Stored, scanRaw, toStored } from '#bin/stored/stored.ts';
import { isTicketId } from '#bin/stored/stored-items.ts';
import { writeOutput } from '#bin/write-output.ts';
import { BYTE_ORDER_MARK, csvHeader, ticketCsv } from '#core/export/ticket-csv.ts';
import { statuses } from '#core/ticket/ticket.ts';
import { ticketEntry } from '#functions/table-keys.ts';

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

interface Format {
  readonly head: string;
  readonly line: (stored: Stored, item: TicketItem) => string;
  /** Of what stands beside tickets; only a format with all that an import needs has it. */
  readonly besideLine?: (stored: Stored) => string;
}

const formats: ReadonlyMap<string | undefined, Format> = new Map<string, Format>([
  ['csv', { head: BYTE_ORDER_MARK + csvHeader, line: (_, item) => ticketCsv(toTicket(item)) }],
  ['jsonl', { head: '', line: toLine, besideLine: toLine }],
]);

/** Paths of this process's stdout: what is printed beside an export to them must not get into it. */
const stdoutPaths: readonly (string | undefined)[] = [undefined, '/dev/stdout', '/dev/fd/1', '/proc/self/fd/1'];

type Print = (line: string) => void;

/**
 * Exports all tickets or those of a status, to a file or to stdout; memory does not grow with them. Throws an error for the person who
 * typed the command.
 */
export async function exportTickets(values: ExportValues, database: TicketsDatabase, print: Print): Promise<void> {
  const { status, output, force } = values;
  const format = formats.get(values.format);
  if (!format) throw new Error('Choose a format: --format csv (for a spreadsheet) or --format jsonl (everything).');
  const choices = ['all', ...statuses];
  if (!choices.includes(status)) throw new Error(`--status must be one of ${choices.join(', ')}, not ${status}.`);

  const isPrinted = stdoutPaths.includes(output);
  const bar = isPrinted && process.stdout.isTTY ? noBar : progressBar('Exporting', await entriesIn(database));
  const done = { tickets: 0, unfinished: 0, unreadable: 0, withFiles: 0 };
  try {
    const text = exported(database, format, status, bar, done);
    if (output === undefined || isPrinted) await pipeline(text, process.stdout, { end: false });
    else await writeOutput(output, text, { replace: force });
  } finally {
    bar.stop();
  }
  if (!isPrinted) print(`Tickets in ${output}: ${done.tickets}.`);
  const say = isPrinted ? console.error : print;
  if (done.unfinished > 0) {
    say(`Left out, because their import has not finished: ${done.unfinished}. Import them again.`);
  }
  if (done.withFiles > 0) {
    say(`Exported without their files, which stay in S3: ${done.withFiles}. Elsewhere their links lead nowhere.`);
  }
  if (done.unreadable > 0) {
    say(`Exported, but can’t be imported as they are: ${done.unreadable}. Find them: npm run desk -- records check`);
  }
}

/** The lines of an export, counted in `done` as they come. */
async function* exported(
  { client, tickets }: TicketsDatabase,
  { head, line, besideLine }: Format,
  status: string,
  bar: Progress,
  done: { tickets: number; unfinished: number; unreadable: number; withFiles: number },
): AsyncGenerator<string> {
  const check = (stored: Stored) => {
    if (besideLine && !isReadable(stored)) done.unreadable += 1;
  };
  yield head;
  for await (const raw of scanRaw(client, tickets)) {
    bar.advance(raw.items.length);
    if (!isTicketId(raw.id)) {
      if (status !== 'all' || !besideLine) continue;
      for (const stored of besideTickets(raw)) {
        check(stored);
        yield besideLine(stored);
      }
      continue;
    }
    const stored = toStored(raw);
    const entry = stored.entries.find(({ entry }) => entry === ticketEntry);
    if (entry === undefined) done.unfinished += 1;
    else if (status === 'all' || status === entry.status) {
      done.tickets += 1;
      check(stored);
      if (besideLine && stored.entries.some((one) => 'attachments' in one)) done.withFiles += 1;
      yield line(stored, { ...entry, id: stored.id } as unknown as TicketItem);
    }
  }
}

const isReadable = (value: Stored): boolean => recordMistakes({ value, isRounded: () => false }).length === 0;

/** Canned replies and marked addresses, which stand in the tickets table too, each by itself. */
const besideTickets = ({ id, items }: RawStored): Stored[] =>
  items.filter((item) => isBesideTickets(id, entryOf(item))).map((item) => toStored({ id, items: [item] }));

/** About how many items the table has: DynamoDB counts them every six hours. */
async function entriesIn({ client, tickets }: TicketsDatabase): Promise<number> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: tickets }));
  return Table?.ItemCount ?? 0;
}
