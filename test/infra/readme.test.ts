import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { routes } from '#lib/routes.ts';
import { settingsSchema } from '#lib/settings.ts';

const root = join(import.meta.dirname, '../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const contributing = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };

describe('the README', () => {
  it.each(Object.keys(settingsSchema.shape))('says what the setting %s is for', (setting) => {
    expect(readme).toContain(`\`${setting}\``);
  });

  it.each(routes.filter(({ method }) => method !== '$default').map(({ path }) => path))('names the path %s', (path) => {
    expect(readme).toContain(path);
  });

  it('names only scripts that exist', () => {
    const named = [...readme.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, name = '']) => name);
    expect(named).not.toEqual([]);
    for (const name of named) expect(Object.keys(scripts)).toContain(name);
  });

  it('shows only pictures that exist', () => {
    for (const [, file = ''] of readme.matchAll(/\]\((admin-site\/[^)]+)\)/g)) {
      expect(readFileSync(join(root, file)).byteLength).toBeGreaterThan(1000);
    }
  });
});

describe('what the rehearsal cannot show', () => {
  const table = contributing.split('What the emulator cannot show')[1] ?? '';
  const standIns = [...table.matchAll(/`(test\/\S+)`: ((?:"[^"]+"(?:, )?)+)/g)].flatMap(([, file = '', names = '']) =>
    [...names.matchAll(/"([^"]+)"/g)].map(([, name = '']) => [file, name] as const),
  );

  it('is listed', () => expect(standIns.length).toBeGreaterThan(10));

  it.each(standIns)('is shown by %s: %s', (file, name) => {
    expect(readFileSync(join(root, file), 'utf8')).toContain(`'${name}'`);
  });
});
