const MAX_NAME = 100;

/** What nobody sees in a name and what would turn the text around it: controls, line separators, bidirectional controls. */
const UNSEEN = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** What a person can see something of. */
const SEEN = /[^\s\p{Cf}\p{Mn}\p{Default_Ignorable_Code_Point}]/u;

/** What the command line calls a key by: the beginning of its hash. */
const LIKE_AN_ID = /^[0-9a-f]{8}$/i;

/** An agent's name as it is stored and compared: trimmed, its letters composed (NFC). */
export const trimmedName = (text: string): string => text.normalize('NFC').trim();

/** The same, of an agent who is new. Throws an error for the person who typed it if that can't be one's name. */
export function newAgentName(text: string): string {
  const name = trimmedName(text);
  if (!SEEN.test(name)) throw new Error("An agent's name can't be empty.");
  if ([...name].length > MAX_NAME) throw new Error(`An agent's name has at most ${MAX_NAME} characters.`);
  if (UNSEEN.test(name) || !name.isWellFormed()) {
    throw new Error("An agent's name can't have control characters, or characters that turn the direction of text.");
  }
  if (LIKE_AN_ID.test(name)) throw new Error(`An agent's name can't look like the id of a key, as ${name} does.`);
  return name;
}
