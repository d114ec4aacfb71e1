import { LinkifyIt } from 'linkify-it';

/** A stretch of a text: plain, a link to a page or an address (`http:`, `https:` or `mailto:`), or the number of a ticket. */
export type TextPart =
  | { readonly text: string }
  | { readonly text: string; readonly href: string }
  /** The beginning of the ticket's id: eight hex digits in lower case. */
  | { readonly text: string; readonly idPrefix: string };

const WWW = 'www.';
const NUMBER = '#';

let finder: LinkifyIt | undefined;

/** Created when the first text is read: it takes some milliseconds. */
const newFinder = () =>
  new LinkifyIt()
    .add('ftp:', null)
    .add('//', null)
    .add(WWW, {
      validate: (text, from, { re }) => {
        const host = re.get_relative_proto_validator();
        host.lastIndex = from;
        return host.exec(text)?.[0].length ?? 0;
      },
    })
    .add(NUMBER, {
      validate: (text, from) => (/^[\da-f]{8}(?![\p{L}\p{N}_])/iu.test(text.slice(from, from + 10)) ? 8 : 0),
    });

/**
 * Splits a text into links to pages, addresses and tickets and the text between them. The parts joined are the text. A link goes where its text says:
 * format characters, which could hide or reverse a part of it (bidirectional controls, zero-width characters), end it.
 */
export function textParts(text: string): readonly TextPart[] {
  finder ??= newFinder();
  const parts: TextPart[] = [];
  let end = 0;
  for (const { schema, raw, index, lastIndex } of finder.match(withoutFormat(text)) ?? []) {
    const target = targetOf(schema, raw);
    if (!target) continue;
    if (index > end) parts.push({ text: text.slice(end, index) });
    parts.push({ text: text.slice(index, lastIndex), ...target });
    end = lastIndex;
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}

/** Replaces invisible characters by as many spaces: format characters and unpaired surrogates. */
const withoutFormat = (text: string): string =>
  text.replaceAll(/[\p{Cf}\p{Cs}]/gu, (character) => ' '.repeat(character.length));

function targetOf(schema: string, raw: string): { href: string } | { idPrefix: string } | undefined {
  if (schema === NUMBER) return { idPrefix: raw.slice(1).toLowerCase() };
  if (schema === 'mailto:') return { href: mailto(raw.replace(/^mailto:/i, '')) };
  const href = pageOf(schema === WWW ? `https://${raw}` : raw);
  return href === undefined ? undefined : { href };
}

/** Returns a link that writes to an address (RFC 6068); the address can't add a recipient, a header or a text. */
const mailto = (address: string): string => `mailto:${encodeURIComponent(address).replaceAll('%40', '@')}`;

function pageOf(url: string): string | undefined {
  try {
    return new URL(url).href;
  } catch {
    // It only looks like an address: no such host can exist.
    return undefined;
  }
}
