import PostalMime, { type Email, type PostalMimeOptions } from 'postal-mime';
import { UnreadableMail } from '#core/inbound/incoming-mail.ts';
import { unreadable } from '#core/inbound/messages.ts';

/** Bytes of all text parts that are read, as sent. The rest is skipped: the parser converts text several times over, and holds each result. */
const MAX_TEXT_BYTES = 2 * 1024 * 1024;

/** Padding inside Base64, in all lines together: the parser keeps a buffer for what is between. */
const MAX_PADDING = 10_000;

/** Lines that may be a boundary are at most this long when text is skipped (RFC 2046 allows 70 characters). */
const MAX_BOUNDARY = 1000;

interface Decoder {
  update(line: Uint8Array): void;
  finalize(): Promise<ArrayBuffer>;
}

/** The members of a part that are used here while it is read; postal-mime keeps them out of its types. */
interface Part {
  readonly state: 'header' | 'body' | 'finished';
  readonly contentType: { readonly parsed: { readonly value: string } };
  readonly contentDisposition: { readonly parsed: { readonly value: string } };
  readonly contentTransferEncoding: { readonly encoding: string };
  contentDecoder: Decoder | null;
}

/** The members of the parser that are used here; postal-mime keeps them out of its types. */
interface Parser {
  readonly currentNode: Part;
  processLine(line: Uint8Array, isFinal: boolean): Promise<void>;
  parse(raw: Uint8Array | ArrayBuffer): Promise<Email>;
}

const LINE_END = Uint8Array.of(0x0a);

const Base = PostalMime as unknown as new (options: PostalMimeOptions) => Parser;

/** Size of the first buffer of lines, which doubles up to the size of the last. */
const BUFFER = { first: 256, last: 256 * 1024 } as const;

/** Collects lines in a few buffers. The parser's own decoder takes 2 kB of memory for each line: 1.2 GB for a mail of 40 MB. */
class Lines implements Decoder {
  #full: Uint8Array[] = [];
  #buffer = new Uint8Array(BUFFER.first);
  #used = 0;

  update(line: Uint8Array): void {
    this.#append(line);
    this.#append(LINE_END);
  }

  #append(bytes: Uint8Array): void {
    if (this.#used + bytes.length > this.#buffer.length) {
      this.#full.push(this.#buffer.subarray(0, this.#used));
      const size = Math.min(2 * this.#buffer.length, BUFFER.last);
      this.#buffer = new Uint8Array(Math.max(size, bytes.length));
      this.#used = 0;
    }
    this.#buffer.set(bytes, this.#used);
    this.#used += bytes.length;
  }

  async finalize(): Promise<ArrayBuffer> {
    const pieces = [...this.#full, this.#buffer.subarray(0, this.#used)];
    const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
    let end = 0;
    for (const piece of pieces) {
      whole.set(piece, end);
      end += piece.length;
    }
    return whole.buffer;
  }
}

/** A parser of postal-mime whose memory is bounded by the mail's size. */
export class BoundedParser extends Base {
  /** True once text was skipped because there is too much of it. */
  skipped = false;
  #textBytes = 0;
  #padding = 0;

  override async processLine(line: Uint8Array, isFinal: boolean): Promise<void> {
    const part = this.currentNode;
    if (part.state !== 'body') return super.processLine(line, isFinal);
    const { encoding } = part.contentTransferEncoding;
    if (encoding.includes('base64')) this.#countPadding(line);
    else if (!encoding.includes('quoted-printable') && !(part.contentDecoder instanceof Lines)) {
      part.contentDecoder = new Lines();
    }
    const kept = isText(part) ? this.#shortened(line) : line;
    if (kept || isFinal) await super.processLine(kept ?? line.subarray(0, 0), isFinal);
  }

  #countPadding(line: Uint8Array): void {
    let first = line.indexOf(0x3d);
    for (; first >= 0 && first < line.length - 2; first = line.indexOf(0x3d, first + 1)) {
      this.#padding += 1;
      if (this.#padding > MAX_PADDING) throw new UnreadableMail(unreadable.badEncoding);
    }
  }

  /** Returns what still counts of a line of text; undefined if nothing does. */
  #shortened(line: Uint8Array): Uint8Array | undefined {
    if (line[0] === 0x2d && line[1] === 0x2d && line.length <= MAX_BOUNDARY) return line;
    const left = MAX_TEXT_BYTES - this.#textBytes;
    this.#textBytes += line.length + 1;
    if (line.length <= left) return line;
    this.skipped = true;
    return left > 0 ? line.subarray(0, left) : undefined;
  }
}

/** Returns true for parts that the parser converts as text. */
const isText = ({ contentType, contentDisposition }: Part): boolean =>
  /^(?:text\/calendar|application\/ics)$/.test(contentType.parsed.value) ||
  (/^text\/(?:plain|html)$/.test(contentType.parsed.value) && contentDisposition.parsed.value !== 'attachment');
