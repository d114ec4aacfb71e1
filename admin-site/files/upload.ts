/** A form that takes one file, as the API returns it. */
export interface UploadForm {
  readonly upload_id: string;
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
  /** RFC 3339; until then the file can be sent and claimed. */
  readonly expires_at: string;
}

/** A file as it is announced to the API. */
export interface AnnouncedFile {
  readonly name: string;
  readonly type: string;
  /** Bytes. */
  readonly size: number;
}

/** Asks the API for a form. Rejects with an `UploadError`: `connection` if there was no response, `refused` with the API's sentence otherwise. */
export type Announce = (file: AnnouncedFile, signal: AbortSignal) => Promise<UploadForm>;

/**
 * The reason why a file isn't uploaded. `connection`: no response, or the storage is unavailable; `refused`: by the API, such as by its quota; `expired`:
 * the form, or the finished upload, no longer works; `unreadable`: it was moved, changed, or is a folder.
 */
export type UploadProblem = 'connection' | 'refused' | 'expired' | 'unreadable' | 'empty' | 'too_large' | 'too_many';

export class UploadError extends Error {
  readonly problem: UploadProblem;

  /** `detail` is a sentence of the API's, for `refused`. */
  constructor(problem: UploadProblem, detail = '') {
    super(detail);
    this.problem = problem;
  }
}

/** Sends a file with a form; calls `progress` with the part that is sent, 0 to 1. Rejects with an `UploadError`, or with anything once the signal aborts. */
export type SendForm = (
  form: UploadForm,
  file: File,
  signal: AbortSignal,
  progress: (part: number) => void,
) => Promise<void>;

/** An upload that makes no progress for so long is given up. */
const STALLED_MS = 60_000;

export const sendForm: SendForm = ({ url, fields }, file, signal, progress) =>
  new Promise((resolve, reject) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    // S3 ignores what follows the file.
    body.append('file', file);
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    let timer: ReturnType<typeof setTimeout>;
    const goOn = () => {
      clearTimeout(timer);
      timer = setTimeout(abort, STALLED_MS);
    };
    request.upload.onprogress = ({ loaded, total }) => {
      goOn();
      progress(loaded / total);
    };
    request.onloadend = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      const { status } = request;
      if (status >= 200 && status < 300) resolve();
      else reject(new UploadError(status >= 400 && status < 500 ? 'expired' : 'connection'));
    };
    signal.addEventListener('abort', abort);
    request.open('POST', url);
    goOn();
    request.send(body);
  });

/** Returns true if a file can be read: one that was moved or changed since it was chosen can't, nor can a folder. */
export const isReadable = (file: File): Promise<boolean> =>
  file
    .slice(0, 1)
    .arrayBuffer()
    .then(
      () => true,
      () => false,
    );
