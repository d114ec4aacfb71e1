import { checkLines } from '#bin/stored/check-lines.ts';
import { parseExactly } from '#bin/stored/exact-json.ts';
import { readLines } from '#bin/stored/read-lines.ts';
import { writeOutput } from '#bin/write-output.ts';

type Print = (line: string) => void;

/** `records check --file`: finds the lines of an exported file that can't be imported. Throws if there are any. */
export async function checkFile(path: string, print: Print): Promise<void> {
  let found = 0;
  for await (const { number, bytes, mistake } of checkLines(path)) {
    if (mistake === undefined) continue;
    found += 1;
    const id = idIn(bytes);
    print(`Line ${number}${id === undefined ? '' : ` (${id})`}: ${mistake}`);
  }
  if (found === 0) return print('Every line can be imported.');
  throw new Error(
    `Lines that can’t be imported: ${found}. To remove one: npm run desk -- records remove ID --file ${path} (or its line number)`,
  );
}

/** Which line is to be removed. */
interface Chosen {
  /** The id that it has, or its number. */
  readonly id: string;
  /** True if the person is sure. */
  readonly yes: boolean;
}

/**
 * `records remove --file`: removes the lines of an id, or the one of a number, that can't be imported, and prints them. Throws, and leaves the
 * file as it is, if they can be, or unless `yes`.
 */
export async function removeFromFile({ id, yes }: Chosen, path: string, print: Print): Promise<void> {
  const known: number[] = [];
  const chosen: number[] = [];
  for await (const { number, bytes, mistake } of checkLines(path)) {
    if (String(number) !== id && idIn(bytes) !== id) continue;
    known.push(number);
    if (mistake !== undefined) chosen.push(number);
  }
  if (known.length === 0) throw new Error(`No line of ${path} has the id or the number ${id}.`);
  if (chosen.length === 0) throw new Error(`${id} can be imported. Nothing was removed from ${path}.`);
  const what = `line ${chosen.join(', ')} of ${path}`;
  if (!yes) throw new Error(`Nothing was removed. To remove ${what} permanently, add --yes`);
  await writeOutput(path, linesOf(path, chosen, print), { replace: true });
  console.error(`Removed ${what}.`);
}

/** A file without some lines, which are printed. */
async function* linesOf(path: string, removed: readonly number[], print: Print): AsyncGenerator<Uint8Array> {
  let number = 0;
  for await (const bytes of readLines(path)) {
    number += 1;
    if (removed.includes(number)) print(Buffer.from(bytes).toString());
    else yield Buffer.concat([bytes, Buffer.from('\n')]);
  }
}

/** The id that a line has, however wrong the rest of it is. */
function idIn(bytes: Uint8Array): string | undefined {
  try {
    const { id } = parseExactly(bytes).value as { readonly id?: unknown };
    return typeof id === 'string' && /^[\w#-]{1,100}$/.test(id) ? id : undefined;
  } catch {
    return undefined;
  }
}
