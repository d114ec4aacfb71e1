import fc from 'fast-check';

/** An edit that removes a piece from a sequence of bytes, or inserts another. */
interface Edit {
  /** The position, modulo the length. */
  readonly at: number;
  readonly removed: number;
  readonly inserted: Uint8Array;
  readonly times: number;
}

/** Pieces that are significant to one of the readers. */
const meaningful = [
  '"',
  '\\',
  '\\u0000',
  '\\ud800',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '&',
  '=',
  '%',
  '%00',
  '%ff',
  '+',
  ';',
  '\r\n',
  '--',
  '\0',
]
  .concat([
    '\r\n--x-fuzz-7d1',
    '--x-fuzz-7d1--',
    '\r\n\r\n',
    'name="',
    'filename="a"',
    "filename*=utf-8''a",
    '__proto__',
    '\ufeff',
  ])
  .map((text) => Buffer.from(text));

const inserted = fc.oneof(
  fc.constant(new Uint8Array()),
  fc.constantFrom(...meaningful),
  fc.uint8Array({ maxLength: 8 }),
);

/** Edits for `editedBytes`: removals, insertions, repetitions, and occasionally the loss of the rest. */
export const edits: fc.Arbitrary<readonly Edit[]> = fc.array(
  fc.record({
    at: fc.nat({ max: 20_000 }),
    removed: fc.oneof({ weight: 9, arbitrary: fc.nat({ max: 8 }) }, { weight: 1, arbitrary: fc.constant(Infinity) }),
    inserted,
    times: fc.oneof({ weight: 9, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.nat({ max: 500 }) }),
  }),
  { minLength: 1, maxLength: 6 },
);

export function editedBytes(bytes: Buffer, changes: readonly Edit[]): Buffer {
  return changes.reduce((text, { at, removed, inserted: piece, times }) => {
    const start = at % (text.length + 1);
    const pieces = Array.from({ length: times }, () => piece);
    return Buffer.concat([text.subarray(0, start), ...pieces, text.subarray(start + removed)]);
  }, bytes);
}
