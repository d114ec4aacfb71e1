import { S3Client } from '@aws-sdk/client-s3';
import { localS3Client } from '#test/local/desk.ts';
import { FILE_BUCKET } from '#test/local/functions.ts';
import type { DevFolder } from './dev-folder.ts';

/** The option by which a command names the bucket of files of a deployed desk. */
export const fileOptions = { 'file-bucket': { type: 'string' } } as const;

/** A desk's bucket of files. */
export interface DeskFiles {
  readonly client: S3Client;
  readonly bucket: string;
}

interface Named {
  readonly 'file-bucket'?: string | undefined;
  readonly 'tickets-table'?: string | undefined;
  readonly region?: string | undefined;
}

/** Nobody waits for an answer within seconds. */
const PATIENT = 10;

/**
 * Returns the bucket of files of the deployed desk that the options name; without them, of the one that runs on this machine. Undefined if the options
 * name the tables of a desk, but no bucket. Rejects if they name a bucket alone.
 */
export async function deskFiles(options: Named, folder: DevFolder): Promise<DeskFiles | undefined> {
  const { 'file-bucket': bucket, 'tickets-table': table, region } = options;
  if (bucket !== undefined && table === undefined) {
    throw new Error('--file-bucket is for a deployed desk. Name its table as well: --tickets-table.');
  }
  if (bucket !== undefined) {
    return { client: new S3Client({ maxAttempts: PATIENT, ...(region !== undefined && { region }) }), bucket };
  }
  const running = table === undefined ? await folder.running() : undefined;
  return running && { client: localS3Client(running.s3), bucket: FILE_BUCKET };
}
