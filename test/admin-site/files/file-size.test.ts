import { expect, it } from 'vitest';
import { fileSize } from '#site/files/file-size.ts';

it.each([
  [1, '1 byte'],
  [999, '999 bytes'],
  [1000, '1 kB'],
  [12_345, '12 kB'],
  [999_499, '999 kB'],
  [999_500, '1 MB'],
  [1_449_000, '1.4 MB'],
  [26_214_400, '26.2 MB'],
])('%i bytes are %s', (bytes, text) => expect(fileSize(bytes, 'en-US')).toBe(text));

it('is written as in the reader’s region', () => expect(fileSize(1_449_000, 'en-DE')).toBe('1,4 MB'));
