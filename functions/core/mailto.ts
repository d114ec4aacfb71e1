/** A `mailto:` link (RFC 6068) that writes to an address; nothing in the address can add a recipient, a header or a text. */
export function mailto(address: string): string {
  return `mailto:${encodeURIComponent(address.toWellFormed()).replaceAll('%40', '@')}`;
}
