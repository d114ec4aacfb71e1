import { MAX_FILE_BYTES } from '#core/files/attachment.ts';
import type { UploadForm, UploadProblem } from './upload.ts';

/** A file that is uploaded, as a draft keeps it. */
export interface UploadedFile {
  /** Identifies the file on this device; files are in the order of their keys. */
  readonly key: number;
  /** The upload's id, for `attachments`. */
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970; from then on no message can claim it. */
  readonly expiresAt: number;
}

/** A file of a message that is being written. */
export interface Upload extends Omit<UploadedFile, 'id' | 'expiresAt'> {
  readonly state: 'waiting' | 'uploading' | 'done' | 'failed';
  /** 0 to 1. */
  readonly progress: number;
  /** Present if it failed; `detail` is a sentence of the API's, and often empty. */
  readonly problem?: { readonly reason: UploadProblem; readonly detail: string };
  /** True if it failed and another attempt can help. */
  readonly isRetryable: boolean;
  /** Present if it is done. */
  readonly uploaded?: UploadedFile;
}

/** A file and the work on it. */
export interface Job {
  upload: Upload;
  /** Absent if it was uploaded before this page was loaded. */
  readonly file?: File;
  form?: UploadForm | undefined;
  readonly abort: AbortController;
}

/** Failures that follow from a message's limits; such a file takes no place. */
const unfit: readonly (UploadProblem | undefined)[] = ['empty', 'too_large', 'too_many'];

/** Returns true if a file is, or can become, one of its message's. */
export const takesPlace = ({ upload }: Job): boolean => !unfit.includes(upload.problem?.reason);

/** Has a file wait for its upload, or fail if it can't be uploaded: `places` are those that are left in its message. */
export function begin(job: Job, places: number): void {
  const { problem: _, ...upload } = job.upload;
  job.upload = { ...upload, state: 'waiting', progress: 0, isRetryable: false };
  if (upload.size === 0) fail(job, 'empty');
  else if (upload.size > MAX_FILE_BYTES) fail(job, 'too_large');
  else if (places <= 0) fail(job, 'too_many');
}

export function fail(job: Job, reason: UploadProblem, detail = ''): void {
  const { uploaded: _, ...upload } = job.upload;
  const isRetryable = job.file !== undefined && reason !== 'empty' && reason !== 'too_large';
  job.upload = { ...upload, state: 'failed', problem: { reason, detail }, isRetryable };
  if (reason === 'expired') job.form = undefined;
}

/** Returns an uploaded file of a draft; if it has expired by now (milliseconds since 1970), as a failure. */
export function uploadOf(file: UploadedFile, now: number): Upload {
  const { key, name, type, size, expiresAt } = file;
  const of = { key, name, type, size, isRetryable: false };
  return expiresAt > now
    ? { ...of, state: 'done', progress: 1, uploaded: file }
    : { ...of, state: 'failed', progress: 1, problem: { reason: 'expired', detail: '' } };
}
