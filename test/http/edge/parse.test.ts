import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { parse } from '#http/edge/parse.ts';

const mistakes = (schema: z.ZodMiniType, value: unknown): { pointer: string; detail: string }[] => {
  try {
    parse(schema, value);
    return [];
  } catch (error) {
    return (error as { members: { errors: { pointer: string; detail: string }[] } }).members.errors;
  }
};

it('a mistake deep in a body is named by its JSON Pointer', () => {
  const schema = z.object({ 'a/b': z.array(z.object({ 'c~d': z.string('must be text') })) });
  expect(mistakes(schema, { 'a/b': [{ 'c~d': 'x' }, { 'c~d': 1 }] })).toEqual([
    { pointer: '#/a~1b/1/c~0d', detail: 'must be text' },
  ]);
});

it('an unknown name is pointed to where it is', () => {
  const schema = z.strictObject({ list: z.array(z.strictObject({})) });
  expect(mistakes(schema, { list: [{ 'a/b': 1 }] })).toMatchObject([{ pointer: '#/list/0/a~1b' }]);
});

it('a response repeats the first twenty unknown names, and a hundred characters of each', () => {
  const unknown = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`${index}x`.padEnd(200, 'x'), 1]));
  const named = mistakes(z.strictObject({}), unknown);
  expect(named).toHaveLength(20);
  expect(named[0]).toEqual({ pointer: `#/${'0x'.padEnd(100, 'x')}`, detail: 'is not a field of this request' });
  const pointerTo = (name: string) => mistakes(z.strictObject({}), { [name]: 1 })[0]?.pointer;
  expect(pointerTo(`${'x'.repeat(99)}😀😀`)).toBe(`#/${'x'.repeat(99)}😀`);
  expect(pointerTo(`${'x'.repeat(96)}👩‍👩‍👧‍👦`)).toBe(`#/${'x'.repeat(96)}`);
});
