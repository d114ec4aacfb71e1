import { ticketEntry } from '#functions/table-keys.ts';
import { parseExactly } from './exact-json.ts';
import { described } from './mistakes.ts';
import { recordMistakes } from './record-mistakes.ts';
import type { Stored } from './stored.ts';

/** A ticket, or an item beside tickets, as a line of JSONL, its attributes in a stable order. */
export function toLine({ id, entries, files }: Stored): string {
  const inOrder = entries.map(({ entry, ...attributes }) => ({ entry, ...stable(attributes) }));
  return `${JSON.stringify({ id, entries: inOrder, ...(files && { files }) })}\n`;
}

/** A map's attributes by their names. */
function stable(map: object): object {
  const attributes = Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(attributes.map(([name, value]) => [name, stableValue(value)]));
}

function stableValue(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? value.map(stableValue) : stable(value);
}

/** The name to show: a ticket's ID, or both keys of an item beside tickets. */
export const nameOf = ({ id, entries }: Stored): string =>
  entries.some(({ entry }) => entry === ticketEntry) ? id : `${id} ${entries[0]?.entry}`;

/** Reads a line: a ticket, or one item beside tickets. Throws an error that says what is wrong with it, without any text of it. */
export function readLine(line: Uint8Array): Stored {
  const json = parseExactly(line);
  const mistakes = recordMistakes(json);
  if (mistakes.length > 0) throw new Error(described(mistakes));
  return json.value as Stored;
}
