import { Readable } from 'node:stream';
import { howToName, type WholeDatabase } from '#bin/desk-database.ts';
import type { DeskFiles } from '#bin/desk-files.ts';
import { progressBar } from '#bin/progress.ts';
import { checkLines } from '#bin/stored/check-lines.ts';
import { nameOf, readLine } from '#bin/stored/line.ts';
import { namedFiles } from '#bin/stored/named-files.ts';
import { readLines } from '#bin/stored/read-lines.ts';
import { isOfSharedViews } from '#bin/stored/shared-views.ts';
import type { Stored } from '#bin/stored/stored.ts';
import { folderOf, mistakeInFiles, NAME_THE_BUCKET } from './file-folder.ts';
import { type Restored, restore } from './restore.ts';
import { restoreFiles } from './restore-files.ts';
import { restoreSharedViews } from './restore-shared-views.ts';

const AT_ONCE = 16;
const MAX_SHOWN = 20;

type Print = (line: string) => void;

/** Files of so many tickets are in memory at a time. */
const FILES_AT_ONCE = 4;

/** The destination of an import; without the bucket of files it takes no export that has files, and without the names of their tables no saved views. */
type Target = Omit<WholeDatabase, 'agents'> & { readonly files?: DeskFiles | undefined };

/**
 * Stores what an exported file has, tickets with their events and files, unless a line of it or one of its files is wrong: then nothing is written. Safe
 * to repeat. Throws an error for the person who typed the command, also when something else was in the place of some of it, which are left alone.
 */
export async function importTickets(path: string, target: Target, print: Print): Promise<void> {
  const { client, tickets } = target;
  const folder = folderOf(path);
  const { count, savedViews } = await checked(path, folder, target, print);
  // First, while nothing is written: there may be no room for them.
  const restoredViews = await restoreSharedViews(target, savedViews);
  const bar = progressBar('Importing', count);
  // A ticket's files before the ticket, so that nobody sees it without them.
  const withFiles = Readable.from(readLines(path)).map(
    async (line: Uint8Array): Promise<WithFiles> => {
      const stored = readLine(line);
      return { stored, files: target.files ? await restoreFiles(target.files, folder, stored) : [] };
    },
    { concurrency: FILES_AT_ONCE },
  );
  const restored = withFiles.map(
    async ({ stored, files }: WithFiles) => [
      ...files.map((file) => ({ ...file, isFile: true })),
      {
        key: nameOf(stored),
        outcome: restoredViews.get(nameOf(stored)) ?? (await restore(client, tickets, stored)),
        isFile: false,
      },
    ],
    { concurrency: AT_ONCE },
  );
  const none: Record<Restored, number> = { written: 0, there: 0, different: 0 };
  const [records, files] = [{ ...none }, { ...none }];
  try {
    for await (const all of restored as AsyncIterable<{ key: string; outcome: Restored; isFile: boolean }[]>) {
      bar.advance(1);
      for (const { key, outcome, isFile } of all) {
        (isFile ? files : records)[outcome] += 1;
        if (outcome === 'different') print(`${key} is already there, and differs.`);
      }
    }
  } finally {
    bar.stop();
  }
  print(`Imported: ${records.written}. Already there: ${records.there}.`);
  if (files.written + files.there > 0) print(`Files imported: ${files.written}. Already there: ${files.there}.`);
  const different = records.different + files.different;
  if (different > 0) throw new Error(`Different from the file, and left unchanged: ${different}.`);
}

interface WithFiles {
  readonly stored: Stored;
  readonly files: Awaited<ReturnType<typeof restoreFiles>>;
}

/** Returns the number of lines in a file, and the saved views among them. Throws what is wrong with it and its files, line by line. */
async function checked(
  path: string,
  folder: string,
  { files, personal, views }: Target,
  print: Print,
): Promise<{ count: number; savedViews: readonly Stored[] }> {
  const mistakes: string[] = [];
  const savedViews: Stored[] = [];
  let count = 0;
  let withoutFiles = 0;
  for await (const { number, mistake: own, stored } of checkLines(path)) {
    count = number;
    if (stored?.files && !files) throw new Error(`${path} has files, for the desk's bucket. ${NAME_THE_BUCKET}`);
    if (stored && isOfSharedViews(stored.id)) {
      if (!personal || !views)
        throw new Error(`${path} has saved views. Also give ${howToName(['personal', 'views'])}.`);
      savedViews.push(stored);
    }
    if (stored && !stored.files && namedFiles(stored).length > 0) withoutFiles += 1;
    const mistake = own ?? (stored && (await mistakeInFiles(folder, stored)));
    if (mistake === undefined) continue;
    mistakes.push(`Line ${number}: ${mistake}`);
    if (mistakes.length === MAX_SHOWN) break;
  }
  if (mistakes.length === 0) {
    if (withoutFiles > 0) print(`Exported without their files, which links will not find: ${withoutFiles}.`);
    return { count, savedViews };
  }
  throw new Error(
    [
      ...mistakes,
      `Nothing was imported from ${path}. To find all such lines, and remove them: npm run desk -- records --help`,
    ].join('\n'),
  );
}
