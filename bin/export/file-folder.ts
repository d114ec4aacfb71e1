import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { hasCode } from '#bin/has-code.ts';
import { namedFiles } from '#bin/stored/named-files.ts';
import type { Stored } from '#bin/stored/stored.ts';

/** Tells how to name the bucket of a deployed desk. */
export const NAME_THE_BUCKET = 'Name its bucket: --file-bucket (the stack output FileBucketName).';

/** Returns the folder that has the files of an exported JSONL file: `desk.files` of `desk.jsonl`. */
export const folderOf = (path: string): string => `${path.replace(/\.jsonl$/, '')}.files`;

/** The files of an exported record, each with its place in the folder. */
export const listedFiles = (folder: string, stored: Stored) =>
  namedFiles(stored).flatMap((named) => {
    const sha256 = stored.files?.find(({ key }) => key === named.key)?.sha256;
    return sha256 === undefined ? [] : [{ ...named, sha256, path: join(folder, named.key) }];
  });

/** Finds what is wrong with the files of an exported record; undefined if all are there as they were exported. */
export async function mistakeInFiles(folder: string, stored: Stored): Promise<string | undefined> {
  for (const { key, path, sha256, file } of listedFiles(folder, stored)) {
    const size = await sizeOf(path);
    if (size === undefined) return `${key} is missing from ${folder}`;
    if ((file && file.size !== size) || (await sha256Of(path)) !== sha256) {
      return `${key} in ${folder} is not what was exported`;
    }
  }
  return undefined;
}

/** Returns the size of a file; undefined if there is none, or something else, such as a link. */
async function sizeOf(path: string): Promise<number | undefined> {
  try {
    const found = await lstat(path);
    return found.isFile() ? found.size : undefined;
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
