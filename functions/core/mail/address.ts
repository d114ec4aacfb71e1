import { createHash } from 'node:crypto';
import * as z from 'zod/mini';

/** Matches an address loosely: something on both sides of one `@`, without spaces. Mail can't necessarily be sent to it. */
export const ADDRESS = /^[^\s\p{Cc}@]+@[^\s\p{Cc}@]+$/u;

/** Maximum length of an address: RFC 5321 allows 64 octets before the `@` and 255 after it. */
export const MAX_ADDRESS = 320;

/**
 * An address that Amazon SES accepts: plain ASCII (https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_Destination.html), a
 * dot-string before the `@` (RFC 5321, section 4.1.2) within the lengths of section 4.5.3.1, and a domain whose last label isn't a number.
 */
const plainAddress = z.string().check(
  z.maxLength(254),
  z.regex(z.regexes.html5Email),
  z.regex(/^(?!\.)[^@]{1,64}(?<!\.)@.+\.(?!\d+$)[^.]+$/),
  z.refine((address) => !address.includes('..')),
);

/**
 * Returns the address to send mail for `address` to, with its domain in lower case and in DNS form (`xn--…`); undefined if Amazon SES can't send to it.
 */
export function mailableAddress(address: string): string | undefined {
  const at = address.lastIndexOf('@');
  const domain = asciiDomain(address.slice(at + 1));
  const mailable = `${address.slice(0, Math.max(at, 0))}@${domain}`;
  return plainAddress.safeParse(mailable).success ? mailable : undefined;
}

/** Returns the same text for all spellings of an address: its mailable form if it has one, in lower case. */
const addressIdentity = (address: string): string => (mailableAddress(address) ?? address).toLowerCase();

/** Returns an address's SHA-256 in hexadecimal, the same for all its spellings, for places where nobody should read the address. */
export const addressHash = (address: string): string =>
  createHash('sha256').update(addressIdentity(address)).digest('hex');

/** Converts an international name with the URL parser (UTS #46), which would misread a port, a path or an escape. */
function asciiDomain(domain: string): string {
  if (!/^[a-z\d.\-\u0080-\u{10ffff}]+$/iu.test(domain)) return '';
  return URL.parse(`http://${domain}`)?.hostname ?? '';
}
