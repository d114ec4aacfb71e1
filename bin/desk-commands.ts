import { allowAddressCommand } from '#bin/addresses/allow-address.ts';
import { agentCommands } from '#bin/agents/agent-commands.ts';
import { previewAutoClose, previewOptions } from '#bin/auto-close/preview.ts';
import { costCommand, costOptions } from '#bin/cost/cost-command.ts';
import { doctor, doctorOptions } from '#bin/doctor/doctor-command.ts';
import { exportOptions, exportTickets, tablesRead } from '#bin/export/export-command.ts';
import { importTickets } from '#bin/export/import-command.ts';
import { rotateKey, rotateKeyOptions } from '#bin/mail/rotate-key.ts';
import { checkFile, removeFromFile } from '#bin/records/file-records.ts';
import { checkTable, removeFromTable } from '#bin/records/table-records.ts';
import { replay, replayOptions } from '#bin/replay/replay.ts';
import { runLocalDesk } from '#bin/start/start-command.ts';
import { tokenCommand } from '#bin/tokens/token-command.ts';
import { rebuild, verify } from '#bin/views/views-command.ts';
import { type Command, command, runCommand } from './command.ts';
import { allTablesOptions, databaseOptions, deskDatabase } from './desk-database.ts';
import { deskFiles, fileOptions } from './desk-files.ts';
import type { DevFolder } from './dev-folder.ts';
import type { Print } from './standard-output.ts';

const intro = 'Usage: npm run desk -- <command>';
const outro = `  The doctor examines a deployed desk, as the settings in cdk.json and the stack's outputs tell. The others work on the
  desk that runs on this machine; or on a deployed one, with the ordinary AWS credentials and the names from the stack's
  outputs: agent commands with --table (AgentsTableName), the others with --tickets-table (TicketsTableName),
  --views-table (ViewsTableName), --agents-table (AgentsTableName), --personal-table (PersonalTableName), --file-bucket
  (FileBucketName) and --bucket (FailedRecordsBucketName); --region names another region.`;

/** Runs one command of the desk's command line; throws an error whose message is for the person who typed it. */
export const runDeskCommand = (args: readonly string[], folder: DevFolder, print: Print): Promise<void> =>
  runCommand(deskCommands(folder, print), args, print, { intro, outro });

const deskCommands = (folder: DevFolder, print: Print): readonly Command[] => [
  command({
    name: 'start',
    options: { fresh: { type: 'boolean', default: false } },
    synopsis: '[--fresh]',
    about: 'run the desk on this machine (npm start)',
    run: ({ fresh }) => runLocalDesk(folder, { fresh }, print),
  }),
  ...agentCommands(folder, print),
  tokenCommand(folder, print),
  command({
    name: 'cost',
    options: costOptions,
    synopsis:
      '[--tickets N] [--agents N] [--hours N] [--days N] [--stored N] [--open N] [--mail] [--inbound] [--files] [--no-free-tier] [--json]',
    about: 'print what a month costs',
    run: (values) => costCommand(values).forEach((line) => void print(line)),
  }),
  ...dataCommands(folder, print),
  command({
    name: 'views rebuild',
    options: databaseOptions,
    about: 'rebuild counts and metrics from the tickets, while the old ones stay in use',
    run: async (values) => rebuild(await deskDatabase(values, folder, ['tickets', 'views']), print),
  }),
  command({
    name: 'views verify',
    options: databaseOptions,
    about: 'compare counts and metrics with the tickets; fails if they differ',
    run: async (values) => verify(await deskDatabase(values, folder, ['tickets', 'views']), print),
  }),
  command({
    name: 'auto-close',
    options: { ...databaseOptions, ...previewOptions },
    synopsis: '--preview [--settings BLOCK]',
    about: 'list what the setting autoClose would do to which tickets, and when; changes nothing',
    run: async (values) => previewAutoClose(values, 'cdk.json', () => deskDatabase(values, folder, ['tickets']), print),
  }),
  command({
    name: 'address allow',
    operands: ['ADDRESS'],
    options: databaseOptions,
    about: 'send mail to an address again after a bounce or a complaint',
    run: async (values, address = '') => {
      const deployed = values['tickets-table'] === undefined ? undefined : { region: values.region };
      await allowAddressCommand(address, await deskDatabase(values, folder, ['tickets']), deployed, print);
    },
  }),
  command({
    name: 'mail rotate-key',
    options: rotateKeyOptions,
    synopsis: '[--stack NAME] [--region REGION]',
    about: 'make a new key for the reply addresses of a deployed desk, or the first one',
    run: (values) => rotateKey(values, print),
  }),
  command({
    name: 'doctor',
    options: doctorOptions,
    synopsis: '[--settings BLOCK] [--region REGION] [--url URL] [--dns SERVER]',
    about: 'examine a deployed desk, and say what to do about anything missing',
    run: (values) => doctor(values, 'cdk.json', print),
  }),
  command({
    name: 'replay',
    options: { ...databaseOptions, ...replayOptions },
    synopsis: '[--bucket NAME | --folder PATH]',
    about: 'apply changes that were set aside after repeated failures',
    run: async (values) =>
      replay(
        { ...values, localFolder: folder.failedPath },
        await deskDatabase(values, folder, ['tickets', 'views']),
        print,
      ),
  }),
];

/** The commands that export and import tickets. */
const dataCommands = (folder: DevFolder, print: Print): readonly Command[] => [
  command({
    name: 'export',
    options: { ...allTablesOptions, ...fileOptions, ...exportOptions },
    synopsis: '--format csv|jsonl [--status open|in_progress|closed|all] [--query QUERY] [--output FILE] [--force]',
    about:
      'write tickets to stdout or a file: csv for a spreadsheet, jsonl for import, with a folder of files beside it',
    run: async (values) => exportTickets(values, await deskWithFiles(values, folder, tablesRead(values)), print),
  }),
  command({
    name: 'import',
    operands: ['FILE'],
    options: { ...allTablesOptions, ...fileOptions },
    about: 'import an exported jsonl file and the folder of files beside it; other tickets stay unchanged',
    run: async (values, file = '') => importTickets(file, await deskWithFiles(values, folder, ['tickets']), print),
  }),
  command({
    name: 'records check',
    options: { ...databaseOptions, file: { type: 'string' } },
    synopsis: '[--file FILE]',
    about: "find records that the desk can’t read, or the lines of a file that can't be imported",
    run: async ({ file, ...values }) => {
      if (file === undefined) return checkTable(await deskDatabase(values, folder, ['tickets']), print);
      requireNone(values, '--file');
      await checkFile(file, print);
    },
  }),
  command({
    name: 'records remove',
    operands: ['ID', '[ENTRY]'],
    options: { ...databaseOptions, file: { type: 'string' }, yes: { type: 'boolean', default: false } },
    synopsis: '[--file FILE] --yes',
    about: 'remove a record that can’t be read, or one of its items, and print it',
    run: async ({ file, yes, ...values }, id = '', entry?: string) => {
      if (file === undefined) {
        return removeFromTable({ id, entry, yes }, await deskDatabase(values, folder, ['tickets']), print);
      }
      requireNone({ ...values, ENTRY: entry }, '--file');
      await removeFromFile({ id, yes }, file, print);
    },
  }),
];

async function deskWithFiles(
  values: Parameters<typeof deskDatabase>[0] & Parameters<typeof deskFiles>[0],
  folder: DevFolder,
  wanted: Parameters<typeof deskDatabase>[2],
) {
  return { ...(await deskDatabase(values, folder, wanted)), files: await deskFiles(values, folder) };
}

/** Throws if one of these is given beside an option that they have nothing to do with. */
function requireNone(values: Readonly<Record<string, string | undefined>>, beside: string): void {
  const [surplus] = Object.keys(values).filter((name) => values[name] !== undefined);
  if (surplus !== undefined) throw new Error(`${surplus} can’t be used with ${beside}.`);
}
