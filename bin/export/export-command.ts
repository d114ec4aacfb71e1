import { pipeline } from 'node:stream/promises';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { type TicketItem, toTicket } from '#adapters/dynamo/ticket-item.ts';
import type { Kind, WholeDatabase } from '#bin/desk-database.ts';
import type { DeskFiles } from '#bin/desk-files.ts';
import { noBar, progressBar } from '#bin/progress.ts';
import { isBesideTickets } from '#bin/stored/beside-tickets.ts';
import { toLine } from '#bin/stored/line.ts';
import { namedFiles } from '#bin/stored/named-files.ts';
import { recordMistakes } from '#bin/stored/record-mistakes.ts';
import { readSharedViews } from '#bin/stored/shared-views.ts';
import { entryOf, type RawStored, type Stored, toStored } from '#bin/stored/stored.ts';
import { isTicketId } from '#bin/stored/stored-items.ts';
import { isForFile, writeOutput } from '#bin/write-output.ts';
import { BYTE_ORDER_MARK, csvHeader, ticketCsv } from '#core/export/ticket-csv.ts';
import { statuses } from '#core/ticket/ticket.ts';
import { ticketEntry } from '#functions/table-keys.ts';
import { type Choice, chosenTickets, readChoice } from './chosen-tickets.ts';
import { folderOf, NAME_THE_BUCKET } from './file-folder.ts';
import { type FilesBeingSaved, requireReplaceable, savingFiles } from './save-files.ts';

/** The options of `desk export`, for `parseArgs`. */
export const exportOptions = {
  format: { type: 'string' },
  status: { type: 'string', default: 'all' },
  query: { type: 'string' },
  output: { type: 'string' },
  force: { type: 'boolean', default: false },
} as const;

interface ExportValues {
  readonly format?: string | undefined;
  readonly status: string;
  readonly query?: string | undefined;
  readonly output?: string | undefined;
  readonly force: boolean;
}

interface Format {
  readonly head: string;
  readonly line: (stored: Stored, item: TicketItem) => string;
  /** True if it has all that an import needs, also what stands beside tickets, and files. */
  readonly isWhole?: boolean;
}

const formats: ReadonlyMap<string | undefined, Format> = new Map<string, Format>([
  ['csv', { head: BYTE_ORDER_MARK + csvHeader, line: (_, item) => ticketCsv(toTicket(item)) }],
  ['jsonl', { head: '', line: toLine, isWhole: true }],
]);

/** Paths of this process's stdout: what is printed beside an export to them must not get into it. */
const stdoutPaths: readonly (string | undefined)[] = [undefined, '/dev/stdout', '/dev/fd/1', '/proc/self/fd/1'];

type Print = (line: string) => void;

/** The origin of an export; without the bucket of files it has none, and goes to stdout. */
type Source = WholeDatabase & { readonly files?: DeskFiles | undefined };

/** Returns true if an export is of a whole desk, and so also has what agents share beside the tickets. */
const isOfAll = ({ format, status, query }: ExportValues): boolean =>
  formats.get(format)?.isWhole === true && status === 'all' && query === undefined;

/** Returns the kinds of tables that an export reads. */
export const tablesRead = (values: ExportValues): readonly Kind[] => [
  'tickets',
  ...(values.query === undefined ? [] : (['views', 'agents'] as const)),
  ...(isOfAll(values) ? (['personal'] as const) : []),
];

/**
 * Exports all tickets, those of a status or those that a query finds, to a file or to stdout; memory does not grow with them. JSONL in a file has a folder of files beside it.
 * Throws an error for the person who typed the command.
 */
export async function exportTickets(values: ExportValues, source: Source, print: Print): Promise<void> {
  const { output, force } = values;
  const format = formats.get(values.format);
  if (!format) throw new Error('Choose a format: --format csv (for a spreadsheet) or --format jsonl (everything).');
  const status = statusOf(values.status);
  const choice = values.query === undefined ? { status } : await readChoice(values.query, status, source);

  const views = isOfAll(values) ? await readSharedViews(source.client, source.personal) : [];

  const isPrinted = stdoutPaths.includes(output);
  const takesFiles = format.isWhole === true && output !== undefined && !isPrinted && (await isForFile(output));
  const saving = takesFiles ? await beginSaving(source.files, output, force) : undefined;
  const bar = isPrinted && process.stdout.isTTY ? noBar : progressBar('Exporting', await entriesIn(source));
  const done = { tickets: 0, unfinished: 0, unreadable: 0, withoutFiles: 0 };
  const tickets = chosenTickets(source, choice, format.isWhole === true, bar.advance);
  const text = exported(tickets, views, format, done, saving);
  try {
    if (output === undefined || isPrinted) await pipeline(text, process.stdout, { end: false });
    else await writeOutput(output, text, { replace: force });
    await saving?.finish();
  } finally {
    bar.stop();
    // Not before what is being saved is.
    await text.return(undefined);
    await saving?.discard();
  }
  if (!isPrinted) print(`Tickets in ${output}: ${done.tickets}.`);
  const say = isPrinted ? console.error : print;
  if (saving && saving.count.saved > 0) say(`Files in ${folderOf(output ?? '')}: ${saving.count.saved}.`);
  const remarks: [number, (count: number) => string][] = [
    [done.unfinished, (count) => `Left out, because their import has not finished: ${count}. Import them again.`],
    [done.withoutFiles, (count) => `Exported without their files, which only an export with --output has: ${count}.`],
    [
      saving?.count.missing ?? 0,
      (count) => `Files that are missing from the bucket, and so from the export: ${count}.`,
    ],
    [
      done.unreadable,
      (count) => `Exported, but can’t be imported as they are: ${count}. Find them: npm run desk -- records check`,
    ],
  ];
  for (const [count, remark] of remarks) if (count > 0) say(remark(count));
}

async function beginSaving(files: DeskFiles | undefined, output: string, force: boolean): Promise<FilesBeingSaved> {
  if (!files) {
    throw new Error(`The export has a folder with the desk's files. ${NAME_THE_BUCKET} Without --output it has none.`);
  }
  await requireReplaceable(folderOf(output), force);
  return savingFiles(files, folderOf(output));
}

function statusOf(text: string): Choice['status'] {
  const choices = ['all', ...statuses] as const;
  const status = choices.find((one) => one === text);
  if (status === undefined) throw new Error(`--status must be one of ${choices.join(', ')}, not ${text}.`);
  return status;
}

/** The lines of an export, counted in `done` as they come, their files saved before them. */
async function* exported(
  tickets: AsyncIterable<RawStored>,
  views: readonly Stored[],
  { head, line, isWhole }: Format,
  done: { tickets: number; unfinished: number; unreadable: number; withoutFiles: number },
  saving: FilesBeingSaved | undefined,
): AsyncGenerator<string> {
  const whole = async (stored: Stored): Promise<Stored> => {
    if (!isWhole) return stored;
    if (!isReadable(stored)) done.unreadable += 1;
    if (namedFiles(stored).length === 0) return stored;
    if (saving) return { ...stored, files: await saving.save(stored) };
    done.withoutFiles += 1;
    return stored;
  };
  yield head;
  for (const view of views) yield toLine(await whole(view));
  for await (const raw of tickets) {
    if (!isTicketId(raw.id)) {
      if (isWhole) for (const stored of besideTickets(raw)) yield toLine(await whole(stored));
      continue;
    }
    const stored = toStored(raw);
    const entry = stored.entries.find(({ entry }) => entry === ticketEntry);
    if (entry === undefined) done.unfinished += 1;
    else {
      done.tickets += 1;
      yield line(await whole(stored), { ...entry, id: stored.id } as unknown as TicketItem);
    }
  }
}

const isReadable = (value: Stored): boolean => recordMistakes({ value, isRounded: () => false }).length === 0;

/** Canned replies, marked addresses and calendars, which stand in the tickets table too, each by itself. */
const besideTickets = ({ id, items }: RawStored): Stored[] =>
  items.filter((item) => isBesideTickets(id, entryOf(item))).map((item) => toStored({ id, items: [item] }));

/** About how many items the table has: DynamoDB counts them every six hours. */
async function entriesIn({ client, tickets }: Source): Promise<number> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: tickets }));
  return Table?.ItemCount ?? 0;
}
