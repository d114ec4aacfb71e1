import { S3Error } from './s3-error.ts';

/** The fields before the file, with names in lower case, and the file, which is read as it arrives. */
export interface UploadForm {
  readonly fields: ReadonlyMap<string, string>;
  readonly file: AsyncIterable<Buffer>;
}

/** All fields before the file together, and a part's headers, in bytes. */
const MOST_FIELDS = 20_000;
const BREAK = '\r\n';

const malformed = (why: string) =>
  new S3Error('MalformedPOSTRequest', `The body of your POST request is not well-formed multipart/form-data. ${why}`);

/** Reads a form up to its file, `multipart/form-data` of RFC 7578; what follows the file is ignored, as S3 does. */
export async function readUploadForm(body: AsyncIterable<Buffer>, contentType: string): Promise<UploadForm> {
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)/i.exec(contentType)?.[1];
  if (boundary === undefined) throw malformed('It has no boundary.');
  const stream = new DelimitedStream(body);
  const delimiter = Buffer.from(`${BREAK}--${boundary}`);
  await stream.text(delimiter);
  const fields = new Map<string, string>();
  let size = 0;
  while ((await stream.text(Buffer.from(BREAK))) === '') {
    const headers = await stream.text(Buffer.from(BREAK + BREAK));
    const name = /^content-disposition:.*[; ]name="([^"]*)"/im.exec(headers)?.[1]?.toLowerCase();
    if (name === undefined) throw malformed('A part has no name.');
    if (name === 'file') return { fields, file: stream.until(delimiter) };
    const value = await stream.text(delimiter);
    size += name.length + value.length;
    if (size > MOST_FIELDS) throw malformed('Its fields are too long.');
    fields.set(name, value);
  }
  throw new S3Error('InvalidArgument', 'POST requires exactly one file upload per request.');
}

/** A stream that is read up to one delimiter after another. */
class DelimitedStream {
  readonly #chunks: AsyncIterator<Buffer>;
  // The first delimiter of a form need not follow a line.
  #rest = Buffer.from(BREAK);

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** Yields what comes before the delimiter, and passes over that. Throws if the stream ends without it. */
  async *until(delimiter: Buffer): AsyncGenerator<Buffer> {
    for (;;) {
      const at = this.#rest.indexOf(delimiter);
      if (at !== -1) {
        const last = this.#rest.subarray(0, at);
        this.#rest = this.#rest.subarray(at + delimiter.length);
        yield last;
        return;
      }
      // The delimiter may have begun.
      const safe = Math.max(0, this.#rest.length - delimiter.length);
      if (safe > 0) yield this.#rest.subarray(0, safe);
      const { value, done } = await this.#chunks.next();
      if (done) throw malformed('It ends early.');
      this.#rest = Buffer.concat([this.#rest.subarray(safe), value]);
    }
  }

  async text(delimiter: Buffer): Promise<string> {
    const parts: Buffer[] = [];
    let size = 0;
    for await (const part of this.until(delimiter)) {
      size += part.length;
      if (size > MOST_FIELDS) throw malformed('A field is too long.');
      parts.push(part);
    }
    return Buffer.concat(parts).toString();
  }
}
