import { VISIBLE } from '#core/text/text.ts';
import { cleanLine } from './clean-text.ts';

/** Maximum length of a file's name, in UTF-16 code units. */
const MAX_FILE_NAME = 255;

/** The longest ending that survives when a name is cut. */
const ENDING = /\.[\p{L}\p{N}]{1,16}$/u;

/**
 * Returns a name that is safe to show and to save under: without folders, control characters and changes of direction, at most 255 characters with
 * its ending kept. A name of which nothing is left becomes `fallback`.
 */
export function safeFileName(name: string, fallback: string): string {
  const last = cleanLine(name).split(/[/\\]/).at(-1) ?? '';
  const plain = last.replaceAll(/[<>:"|?*]/g, '_').trim();
  if (/^[.\s]*$/.test(plain) || !VISIBLE.test(plain)) return fallback;
  if (plain.length <= MAX_FILE_NAME) return plain;
  const ending = ENDING.exec(plain.slice(-20))?.[0] ?? '';
  return `${plain.slice(0, MAX_FILE_NAME - ending.length)}${ending}`.toWellFormed();
}
