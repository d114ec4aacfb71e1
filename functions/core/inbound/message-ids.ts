/** Maximum length of a Message-ID: the longest line that RFC 5322 (section 2.1.1) allows. */
const MAX_ID = 998;

/** Returns the ids of a Message-ID, In-Reply-To or References header, without `<` and `>`, each once, in their order. */
export function messageIds(value: string): string[] {
  const ids = new Set<string>();
  for (const piece of value.split('<').slice(1)) {
    const end = piece.indexOf('>');
    const id = piece.slice(0, Math.max(end, 0)).replaceAll(/\s+/g, '');
    if (id && id.length <= MAX_ID && /^[\x21-\x7e]+$/.test(id)) ids.add(id);
  }
  return [...ids];
}

/** The most ids of earlier mails that are kept. */
const MAX_REFERENCES = 100;

/**
 * Returns what a mail refers to, the oldest first, In-Reply-To last. Of more than 100, the first is kept, which began the conversation, and the
 * latest.
 */
export function referencesOf(references: string, inReplyTo: string): string[] {
  const parents = messageIds(inReplyTo);
  const all = [...messageIds(references).filter((id) => !parents.includes(id)), ...parents];
  return all.length <= MAX_REFERENCES ? all : [...all.slice(0, 1), ...all.slice(1 - MAX_REFERENCES)];
}
