import type { Attachment } from './attachment.ts';

/** Whoever uploads files: a customer, by their issuer and user id, or an agent. */
export type Uploader =
  | { readonly type: 'customer'; readonly issuer: string; readonly userId: string }
  | { readonly type: 'agent'; readonly id: string };

/** An upload that no message has claimed. */
export interface Upload extends Attachment {
  /** RFC 3339 with nine fractional digits: until then it can be claimed. */
  readonly expiresAt: string;
}

/** The uploads of one uploader. */
export interface Uploads {
  /** Oldest first. */
  readonly unclaimed: readonly Upload[];
  /** The UTC day that `bytes` counts, as `2026-11-29`. */
  readonly day: string;
  /** The bytes that were announced on that day. */
  readonly bytes: number;
  /** 0 if nothing was ever uploaded; every change adds one. */
  readonly revision: number;
}

/** The change by which a message claims uploads: one revision to the next, in the same transaction as the message. */
export interface Claim {
  readonly uploader: Uploader;
  readonly before: Uploads;
  readonly after: Uploads;
}

/** The uploads of everyone. Every method throws `DeskError('unavailable')` when the store doesn't respond in time. */
export interface UploadStore {
  /** Returns the uploads of an uploader (consistent). */
  of(uploader: Uploader): Promise<Uploads>;
  /** Replaces the uploads if `before` is still the stored revision. Returns false if it isn't, or if it is unknown whether it was. */
  change(claim: Claim): Promise<boolean>;
}

/** An uploaded object. */
interface Uploaded {
  readonly size: number;
  /** Names this content: the object may be replaced until its form expires. */
  readonly etag: string;
  readonly beginning: Uint8Array;
}

/** Reads what tickets' files contain. */
export interface FileContents {
  /** Returns the content of a ticket's file; undefined if it is gone. Throws `DeskError('unavailable')` when the store doesn't respond in time. */
  read(ticketId: string, fileId: string): Promise<Uint8Array | undefined>;
}

/** A form that uploads one file (`multipart/form-data`): the fields, and then the file as `file`. */
export interface UploadForm {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** The contents of files. Every method throws `DeskError('unavailable')` when the store doesn't respond in time. */
export interface FileStore {
  /** Returns the form for an upload of exactly this size and type, which works for `seconds`. */
  form(upload: Upload, seconds: number): Promise<UploadForm>;
  /** Returns an upload that is complete; undefined if there is none. */
  uploaded(id: string): Promise<Uploaded | undefined>;
  /** Copies an upload to a ticket's file if it still has the content that the ETag names. Returns whether it did. */
  copy(upload: { readonly id: string; readonly etag: string }, ticketId: string, file: Attachment): Promise<boolean>;
  /** Stores a ticket's file. */
  put(ticketId: string, file: Attachment, content: Uint8Array): Promise<void>;
  /** Returns an address that serves a ticket's file for `seconds`. */
  link(ticketId: string, file: Attachment, seconds: number): Promise<string>;
}
