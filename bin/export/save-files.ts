import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isOutage } from '#adapters/aws-client.ts';
import { isMissing } from '#adapters/files/missing-object.ts';
import type { DeskFiles } from '#bin/desk-files.ts';
import { hasCode } from '#bin/has-code.ts';
import { namedFiles } from '#bin/stored/named-files.ts';
import type { Stored, StoredFile } from '#bin/stored/stored.ts';
import { bucketPrefixes } from '#functions/bucket-keys.ts';

/** The folder of an export's files while it is made: beside its place first, then moved there. */
export interface FilesBeingSaved {
  /** Saves the files that a record names. Returns those that are in the bucket. */
  save(stored: Stored): Promise<readonly StoredFile[]>;
  /** The numbers of files so far: in the folder, and missing from the bucket. */
  readonly count: { saved: number; missing: number };
  /** Puts the folder in its place, in that of an older one. Without files there is none. */
  finish(): Promise<void>;
  /** Removes what was saved, unless it is in its place. */
  discard(): Promise<void>;
}

const OWNER_ONLY = { file: 0o600, folder: 0o700 };
/** The content of an object isn't asked for again by the SDK once it has begun to arrive. */
const ATTEMPTS = 3;

/** The folders that an export makes in its own. */
const ownFolders: readonly string[] = Object.values(bucketPrefixes).map((prefix) => prefix.slice(0, -1));

/** Throws if something is in the place of an export's folder, unless it is to be replaced and is such a folder. */
export async function requireReplaceable(folder: string, replace: boolean): Promise<void> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (!hasCode(error, 'ENOENT')) throw error;
  });
  if (!names) return;
  if (!replace) throw new Error(`${folder} already exists. To overwrite it, add --force`);
  if (!names.every((name) => ownFolders.includes(name))) {
    throw new Error(`${folder} has other things in it than an export's files. Move it away first.`);
  }
}

/** Begins to save files, each under its key and one after the other, so that memory doesn't grow with them. */
export function savingFiles({ client, bucket }: DeskFiles, folder: string): FilesBeingSaved {
  const beside = `${folder}.${process.pid}.partial`;
  const count = { saved: 0, missing: 0 };

  async function saveObject(key: string, attempt = 1): Promise<string | undefined> {
    const path = join(beside, key);
    await mkdir(dirname(path), { recursive: true, mode: OWNER_ONLY.folder });
    const hash = createHash('sha256');
    try {
      // Loaded at first use: an export without files has its memory for tickets.
      const { GetObjectCommand } = await import('@aws-sdk/client-s3');
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      await pipeline(Body as Readable, hashing(hash), createWriteStream(path, { mode: OWNER_ONLY.file, flush: true }));
      return hash.digest('hex');
    } catch (error) {
      if (isMissing(error)) return undefined;
      if (!isOutage(error) || attempt === ATTEMPTS) throw error;
      return saveObject(key, attempt + 1);
    }
  }

  return {
    count,
    async save(stored) {
      const saved: StoredFile[] = [];
      for (const { key } of namedFiles(stored)) {
        const sha256 = await saveObject(key);
        if (sha256 !== undefined) saved.push({ key, sha256 });
        count[sha256 === undefined ? 'missing' : 'saved'] += 1;
      }
      return saved;
    },
    async finish() {
      await rm(folder, { recursive: true, force: true });
      if (count.saved > 0) await rename(beside, folder);
    },
    discard: () => rm(beside, { recursive: true, force: true }),
  };
}

const hashing = (hash: ReturnType<typeof createHash>) =>
  async function* (chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      hash.update(chunk);
      yield chunk;
    }
  };
