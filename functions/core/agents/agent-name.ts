import { codePoints, isPlainLine, VISIBLE } from '#core/text/text.ts';

/** In code points. */
export const MAX_AGENT_NAME = 100;

/** The form of a key's id on the command line: the beginning of its hash. */
const LIKE_AN_ID = /^[0-9a-f]{8}$/i;

/** Returns an agent's name as it is stored and compared: trimmed, its letters composed (NFC). */
export const trimmedName = (text: string): string => text.normalize('NFC').trim();

/** Returns what is wrong with a trimmed name as a phrase after "name", or undefined. */
export function agentNameMistake(name: string): string | undefined {
  if (!VISIBLE.test(name)) return "can't be empty";
  if (codePoints(name) > MAX_AGENT_NAME) return `can have at most ${MAX_AGENT_NAME} characters`;
  if (!isPlainLine(name)) {
    return "can't contain control characters or characters that change the direction of text";
  }
  if (LIKE_AN_ID.test(name)) return `can't look like a key's id, as ${name} does`;
  return undefined;
}

/** Returns the trimmed name of a new agent. Throws an error worded for whoever typed it if it isn't a valid name. */
export function newAgentName(text: string): string {
  const name = trimmedName(text);
  const mistake = agentNameMistake(name);
  if (mistake !== undefined) throw new Error(`An agent's name ${mistake}.`);
  return name;
}
