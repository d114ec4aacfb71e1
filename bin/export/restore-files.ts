import { readFile } from 'node:fs/promises';
import { HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { servedAs } from '#adapters/files/file-object.ts';
import { hasStatus, isMissing } from '#adapters/files/missing-object.ts';
import type { DeskFiles } from '#bin/desk-files.ts';
import type { Stored } from '#bin/stored/stored.ts';
import { listedFiles } from './file-folder.ts';
import type { Restored } from './restore.ts';

/** Stores the files of an exported record in the bucket, each unless there is one of its key. Returns what became of each, in their order. */
export async function restoreFiles(
  { client, bucket }: DeskFiles,
  folder: string,
  stored: Stored,
): Promise<readonly { readonly key: string; readonly outcome: Restored }[]> {
  const restored: { key: string; outcome: Restored }[] = [];
  for (const { key, path, file } of listedFiles(folder, stored)) {
    // Whole in memory, at most 40 MB, so that a request can be repeated.
    const content = await readFile(path);
    const object = { Bucket: bucket, Key: key };
    const size = await client.send(new HeadObjectCommand(object)).then(
      ({ ContentLength }) => ContentLength,
      (error: unknown) => {
        if (!isMissing(error)) throw error;
      },
    );
    if (size !== undefined) {
      restored.push({ key, outcome: size === content.length ? 'there' : 'different' });
      continue;
    }
    const put = new PutObjectCommand({
      ...object,
      Body: content,
      IfNoneMatch: '*',
      ...(file && servedAs(file)),
    });
    // Somebody else's write, or this one's whose answer was lost.
    const isThere = await client.send(put).then(
      () => false,
      (error: unknown) => {
        if (!hasStatus(error, 412)) throw error;
        return true;
      },
    );
    restored.push({ key, outcome: isThere ? 'there' : 'written' });
  }
  return restored;
}
