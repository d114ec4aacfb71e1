const MAX_NAME = 100;

/** Characters that are invisible in a name or change the direction of the text around it: controls, line separators, bidirectional controls. */
const UNSEEN = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** A visible character. */
const SEEN = /[^\s\p{Cf}\p{Mn}\p{Default_Ignorable_Code_Point}]/u;

/** The form of a key's id on the command line: the beginning of its hash. */
const LIKE_AN_ID = /^[0-9a-f]{8}$/i;

/** Returns an agent's name as it is stored and compared: trimmed, its letters composed (NFC). */
export const trimmedName = (text: string): string => text.normalize('NFC').trim();

/** Returns the trimmed name of a new agent. Throws an error worded for whoever typed it if it isn't a valid name. */
export function newAgentName(text: string): string {
  const name = trimmedName(text);
  if (!SEEN.test(name)) throw new Error("An agent's name can't be empty.");
  if ([...name].length > MAX_NAME) throw new Error(`An agent's name can have at most ${MAX_NAME} characters.`);
  if (UNSEEN.test(name) || !name.isWellFormed()) {
    throw new Error(
      "An agent's name can't contain control characters or characters that change the direction of text.",
    );
  }
  if (LIKE_AN_ID.test(name)) throw new Error(`An agent's name can't look like a key's id, as ${name} does.`);
  return name;
}
