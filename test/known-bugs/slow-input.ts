import { createContext, Script } from 'node:vm';

/** A text that grows: `before`, then `again` as often as it fits, then `END`. */
interface Attack {
  readonly before: string;
  readonly again: string;
}

/** Hardly any expression takes all of this, so that what came before is tried in every way. */
const END = '!\n\0';

/** Stands before what grows, and means nothing. */
const ANY = 'x';

/** What many expressions tell apart. */
const usual = [...' \n\t\0aZ09-_%@,;:"\'\\/<>.=+*#&()[]{}é\u0301', '😀'];

/**
 * An input over which a regular expression takes more than linear time; undefined if none was found. Repeats every character
 * that the expression names after every word it names, and every pair of them after none, and ends in a way that makes it try again.
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

/** Looks for the expression in the attack of `length` characters, for at most this time. */
function takesLonger(literal: string, { before, again }: Attack, length: number, milliseconds: number): boolean {
  const script = scripts.get(literal) ?? new Script(`text.replace(${literal}, '')`);
  scripts.set(literal, script);
  context.text = before + again.repeat(length / again.length) + END;
  try {
    script.runInContext(context, { timeout: milliseconds });
    return false;
  } catch (error) {
    // It is an Error of another realm, so `instanceof` does not know it.
    if ((error as { code?: string }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return true;
    throw error;
  }
}
