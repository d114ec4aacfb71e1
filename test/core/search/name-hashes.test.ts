import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NameHashes } from '#core/search/name-hashes.ts';

it('a set of names knows which it has, and which of them are marked, as a set does', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), fc.array(fc.string()), fc.string(), (names, marked, other) => {
      const hashes = new NameHashes();
      for (const name of names) hashes.add(name);
      for (const name of marked) expect(hashes.mark(name)).toBe(names.includes(name));
      for (const name of [...names, ...marked, other]) {
        expect(hashes.isUnmarked(name)).toBe(names.includes(name) && !marked.includes(name));
      }
    }),
  );
});

it('a set of names grows to any size', () => {
  const hashes = new NameHashes();
  for (let number = 0; number < 5000; number += 1) hashes.add(`name ${number}`);
  expect(hashes.mark('name 4999')).toBe(true);
  expect(hashes.mark('name 5000')).toBe(false);
  expect(hashes.isUnmarked('name 0')).toBe(true);
});
