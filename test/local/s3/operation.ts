import type { ObjectStore } from './object-store.ts';
import type { S3Answer } from './s3-answer.ts';
import type { S3Request } from './s3-request.ts';

/** The bucket of an operation, and the time. */
interface Surroundings {
  readonly bucket: string;
  readonly store: ObjectStore;
  /** The SHA-256 of the content in hexadecimal, if the signature covers it. */
  readonly sha256: string | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** An operation on the bucket or an object in it. */
export type Operation = (request: S3Request, surroundings: Surroundings) => Promise<S3Answer>;
