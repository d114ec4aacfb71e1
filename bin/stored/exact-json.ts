/** A JSON value, and those of its numbers that have more digits than the value can store, each by its object or array and its name there. */
export interface ExactJson {
  readonly value: unknown;
  isRounded(holder: object, name: string): boolean;
}

type Reviver = (this: object, name: string, value: unknown, context: { readonly source?: string }) => unknown;

/** Parses a line of JSON. Throws if it is not JSON in UTF-8. */
export function parseExactly(line: Uint8Array): ExactJson {
  const rounded = new WeakMap<object, Set<string>>();
  const noteRounded: Reviver = function (name, value, { source = '' }) {
    if (typeof value === 'number' && !isExact(source)) {
      rounded.set(this, (rounded.get(this) ?? new Set()).add(name));
    }
    return value;
  };
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(line);
    // TypeScript's library does not know of the reviver's context yet (ECMA-262, section 25.5.1).
    const value: unknown = JSON.parse(text, noteRounded as (this: object, name: string, value: unknown) => unknown);
    return { value, isRounded: (holder, name) => rounded.get(holder)?.has(name) ?? false };
  } catch {
    throw new Error('is not JSON in UTF-8');
  }
}

/** Returns true if a decimal number is what JavaScript makes of it. */
export const isExact = (number: string): boolean => digitsOf(number) === digitsOf(String(Number(number)));

/** A decimal number in one form only: its sign, its digits without zeros at either end, and the power of ten of the last one. */
function digitsOf(number: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(number) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return `${sign}0`;
  return `${sign}${significant}e${BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - significant.length)}`;
}
