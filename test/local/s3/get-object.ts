import { objectHeaders } from './object-headers.ts';
import type { Operation } from './operation.ts';
import { S3Error } from './s3-error.ts';

const overrides = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
];

/** Returns an object or a range of it, or only its headers. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
export const getObject: Operation = async ({ method, key, query, header }, { store }) => {
  const object = await store.get(key);
  if (!object) throw new S3Error('NoSuchKey', 'The specified key does not exist.');
  const range = readRange(header('range'), object.size);
  const overridden = overrides.flatMap((name) => {
    const value = query.get(`response-${name}`);
    return value === undefined ? [] : [[name, value] as const];
  });
  const length = range ? range.end - range.start + 1 : object.size;
  return {
    status: range ? 206 : 200,
    headers: {
      ...objectHeaders(object),
      ...Object.fromEntries(overridden),
      'content-length': String(length),
      ...(range && { 'content-range': `bytes ${range.start}-${range.end}/${object.size}` }),
    },
    body: method === 'HEAD' || object.size === 0 ? undefined : store.content(object, range),
  };
};

/** Reads one range of bytes; any other form is ignored, as RFC 9110 allows. Throws if no byte of the object is in it. */
function readRange(range: string | undefined, size: number): { start: number; end: number } | undefined {
  const parts = /^bytes=(\d*)-(\d*)$/.exec(range ?? '');
  if (!parts) return undefined;
  const [first, last] = [parts[1] ?? '', parts[2] ?? ''];
  if (first === '' && last === '') return undefined;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined;
  if (start >= size || end < start) throw new S3Error('InvalidRange', 'The requested range is not satisfiable');
  return { start, end };
}
