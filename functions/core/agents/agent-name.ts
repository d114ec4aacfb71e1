const MAX_NAME = 100;

/** Characters that are invisible in a name or change the direction of the text around it: controls, line separators, bidirectional controls. */
const UNSEEN = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** A visible character. */
const SEEN = /[^\s\p{Cf}\p{Mn}\p{Default_Ignorable_Code_Point}]/u;

/** The form of a key's id on the command line: the beginning of its hash. */
const LIKE_AN_ID = /^[0-9a-f]{8}$/i;

/** Returns an agent's name as it is stored and compared: trimmed, its letters composed (NFC). */
export const trimmedName = (text: string): string => text.normalize('NFC').trim();

/** Returns what is wrong with a trimmed name as a phrase after "name", or undefined. */
export function agentNameMistake(name: string): string | undefined {
  if (!SEEN.test(name)) return "can't be empty";
  if ([...name].length > MAX_NAME) return `can have at most ${MAX_NAME} characters`;
  if (UNSEEN.test(name) || !name.isWellFormed()) {
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
