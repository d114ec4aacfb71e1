import type { StoredObject } from './object-store.ts';
import type { S3Request } from './s3-request.ts';

const named = [
  'cache-control',
  'content-type',
  'content-disposition',
  'content-encoding',
  'content-language',
  'expires',
];

/** Returns the headers of a request that an object is stored with. */
export function headersToStore({ header, headerNames }: S3Request): Record<string, string> {
  const names = [...named, ...headerNames.filter((name) => name.startsWith('x-amz-meta-'))];
  const given = names.flatMap((name) => {
    const value = header(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return { 'content-type': 'binary/octet-stream', ...Object.fromEntries(given) };
}

/** Returns the headers that describe an object. */
export const objectHeaders = ({ md5, modified, headers }: StoredObject): Record<string, string> => ({
  ...headers,
  etag: `"${md5}"`,
  'last-modified': new Date(modified).toUTCString(),
  'accept-ranges': 'bytes',
});
