import { createContext, Script } from 'node:vm';

/** A growing text: `before`, then `again` as often as it fits, then `END`. */
interface Attack {
  readonly before: string;
  readonly again: string;
}

/** Hardly any expression matches all of this, so every way of matching the text before it is tried. */
const END = '!\n\0';

/** A neutral prefix of the growing part. */
const ANY = 'x';

/** The characters that many expressions distinguish. */
const usual = [...' \n\t\0aZ09-_%@,;:"\'\\/<>.=+*#&()[]{}é\u0301', '😀'];

/**
 * Returns an input on which a regular expression takes more than linear time; undefined if none was found. Repeats every character in the expression
 * after every word in it, and every pair of them on its own, and ends so that matching fails and backtracks.
 */
export function slowInput(literal: string): Attack | undefined {
  const own = new Set(literal.replaceAll(/[/^$*+?|{}()[\]\\]/g, ''));
  const pairs = [...own].flatMap((first) => [...own].map((second) => first + second));
  const words = literal.match(/[a-z]{3,} ?|<|"|%/gi) ?? [];
  for (const before of new Set([ANY, ...words])) {
    for (const again of new Set([...usual, ...own, ...(before === ANY ? pairs : [])])) {
      const attack = { before, again };
      if (takesLonger(literal, attack, 8000, 5) && takesLonger(literal, attack, 160_000, 1000)) return attack;
    }
  }
  return undefined;
}

const context = createContext({ text: '' });
const scripts = new Map<string, Script>();

/** Returns true if matching the attack of `length` characters takes longer than this time. */
function takesLonger(literal: string, { before, again }: Attack, length: number, milliseconds: number): boolean {
  const script = scripts.get(literal) ?? new Script(`text.replace(${literal}, '')`);
  scripts.set(literal, script);
  context.text = before + again.repeat(length / again.length) + END;
  try {
    script.runInContext(context, { timeout: milliseconds });
    return false;
  } catch (error) {
    // The error is from another realm, so `instanceof` doesn't work.
    if ((error as { code?: string }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return true;
    throw error;
  }
}
