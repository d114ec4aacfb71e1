/**
 * Labels that registries put before a country's (`co.uk`, `com.au`), so that what they name is shared by many organisations. Others of the kind, and
 * hosts that give names to their customers (`github.io`), are long lists that change; see {@link sameOrganisation} for why none is needed.
 */
const SHARED = new Set(
  'ac co com edu gob gov govt go gouv gv id info ltd mil ne net nhs nom or org plc sch school'.split(' '),
);

/** Returns a domain in lower case without a dot at its end; undefined if it isn't one with at least two labels. */
function plainDomain(domain: string): string | undefined {
  const plain = domain.toLowerCase().replace(/\.$/, '');
  if (plain.length > 255 || !plain.includes('.')) return undefined;
  const labels = plain.split('.');
  return labels.every((label) => /^[a-z\d_\u0080-\uffff-]{1,63}$/.test(label)) ? plain : undefined;
}

/** Returns true for a domain under which anybody can register a name, as far as two labels show it. */
function isShared(domain: string): boolean {
  const [first = '', second = '', ...others] = domain.split('.');
  return others.length === 0 && second.length === 2 && SHARED.has(first);
}

/**
 * Returns true if two domains belong to one organisation (RFC 7489, section 3.1): they are equal, or one is below the other.
 *
 * DMARC asks the public suffix list, 140 kB that is out of date in every bundle. Without it, two sub-domains of one domain count as strangers, which
 * only holds a mail that could have passed. It is no safer to be lenient the other way, so a name under which others register theirs never stands for
 * them: no single label (`com`), and nothing like `co.uk`. A host like `github.io` that signs mail in its own name could sign for its customers'
 * domains; it could as well have published their records.
 */
export function sameOrganisation(one: string, other: string): boolean {
  const [a, b] = [plainDomain(one), plainDomain(other)];
  if (a === undefined || b === undefined) return false;
  if (a === b) return true;
  const [parent, child] = a.length < b.length ? [a, b] : [b, a];
  return child.endsWith(`.${parent}`) && !isShared(parent);
}
