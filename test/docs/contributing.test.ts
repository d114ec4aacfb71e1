import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDocument, root, section } from './document.ts';

const page = readDocument('CONTRIBUTING.md');

describe('"Where do I change …?"', () => {
  const files = [...section(page, 'Where do I change …?').matchAll(/^\| [^|]+ \| `([^`]+)` \|/gm)];

  it('has a file for each of thirteen questions', () => expect(files.length).toBe(13));

  it.each(files.map(([, file = '']) => file))('leads to %s, which exists', (file) => {
    expect(existsSync(join(root, file))).toBe(true);
  });
});

it('the map names files and folders that exist', () => {
  const [, map = ''] = /^```\n(.*?)^```$/ms.exec(section(page, 'The map')) ?? [];
  const paths = [...map.matchAll(/^([\w./-]+)(?=\s)/gm)].map(([, path = '']) => path);
  expect(paths.length).toBeGreaterThan(10);
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

describe('what the rehearsal can’t show', () => {
  const standIns = [...section(page, 'The rehearsal').matchAll(/`(test\/\S+)`: ((?:"[^"]+"(?:, )?)+)/g)].flatMap(
    ([, file = '', names = '']) => [...names.matchAll(/"([^"]+)"/g)].map(([, name = '']) => [file, name] as const),
  );

  it('is listed', () => expect(standIns.length).toBeGreaterThan(10));

  it.each(standIns)('is tested in %s: %s', (file, name) => {
    expect(readDocument(file)).toContain(`'${name}'`);
  });
});
