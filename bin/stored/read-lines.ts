import { createReadStream } from 'node:fs';

const LINE_FEED = 10;

/**
 * A file's lines without their line feeds, whose bytes stand in no other character of UTF-8. Not by node:readline: it also ends a line at
 * U+2028, which JSON may hold as it is.
 */
export async function* readLines(path: string): AsyncGenerator<Uint8Array> {
  let rest = Buffer.alloc(0);
  for await (const chunk of createReadStream(path)) {
    const bytes = Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = bytes.indexOf(LINE_FEED); end !== -1; end = bytes.indexOf(LINE_FEED, start)) {
      yield bytes.subarray(start, end);
      start = end + 1;
    }
    rest = bytes.subarray(start);
  }
  if (rest.length > 0) yield rest;
}
