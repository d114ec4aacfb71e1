/** A file of a message. */
export interface Attachment {
  /** A UUID, unique within its ticket. */
  readonly id: string;
  /** 1 to 255 characters on one line, without slashes. */
  readonly name: string;
  /** One of the image types if the content is such an image; otherwise what its sender said, which nothing relies on. */
  readonly type: string;
  /** Bytes. */
  readonly size: number;
}

/** The most files of one message. */
export const MAX_ATTACHMENTS = 10;

/** The largest file, in bytes. */
export const MAX_FILE_BYTES = 26_214_400;

/** The largest files that one form may have together, in bytes: Lambda takes no larger request. */
export const MAX_FORM_FILE_BYTES = 4 * 1024 * 1024;

/** The most characters of a file's name. */
export const MAX_FILE_NAME = 255;

/** The type of content of which nothing is known. */
export const ANY_TYPE = 'application/octet-stream';
