import type { IncomingMessage } from 'node:http';
import { S3Error } from './s3-error.ts';

/** A request to a bucket, or to an object in it: `http://<endpoint>/<bucket>/<key>`. */
export interface S3Request {
  readonly method: string;
  readonly bucket: string;
  /** Empty for the bucket itself. */
  readonly key: string;
  /** The path as it is signed. */
  readonly path: string;
  readonly query: ReadonlyMap<string, string>;
  readonly header: (name: string) => string | undefined;
  /** In lower case. */
  readonly headerNames: readonly string[];
  readonly body: AsyncIterable<Buffer>;
}

/** Reads the address of a request; throws if it is none. */
export function s3Request(request: IncomingMessage): S3Request {
  const [path = '', query = ''] = splitOnce(request.url ?? '/', '?');
  const [bucket, key] = splitOnce(path.slice(1), '/');
  const { headers } = request;
  return {
    method: request.method ?? '',
    bucket: decoded(bucket),
    key: decoded(key),
    path: decoded(path),
    query: new Map(
      query
        .split('&')
        .filter((pair) => pair !== '')
        .map((pair) => {
          const [name, value] = splitOnce(pair, '=');
          return [decoded(name), decoded(value)];
        }),
    ),
    header: (name) => {
      const value = headers[name];
      return Array.isArray(value) ? value.join(',') : value;
    },
    headerNames: Object.keys(headers),
    body: request as AsyncIterable<Buffer>,
  };
}

/** Decodes percent signs, and nothing else: in S3's addresses a plus sign is one. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new S3Error('InvalidArgument', 'The address is not encoded correctly.');
  }
}

/** Encodes all but unreserved characters, as signatures are calculated. https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
export const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);

export function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}
