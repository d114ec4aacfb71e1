import { createHash } from 'node:crypto';
import * as z from 'zod/mini';

/** What passes for an address: something on both sides of one `@`, without spaces. Whether mail can be sent there is another question. */
export const ADDRESS = /^[^\s\p{Cc}@]+@[^\s\p{Cc}@]+$/u;

/** Longest address: RFC 5321 allows 64 octets before the `@` and 255 after it. */
export const MAX_ADDRESS = 320;

/**
 * An address as Amazon SES takes it: plain ASCII (https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_Destination.html), a
 * dot-string before the `@` (RFC 5321, section 4.1.2) within the lengths of section 4.5.3.1, and a domain whose last label is no number.
 */
const plainAddress = z.string().check(
  z.maxLength(254),
  z.regex(z.regexes.html5Email),
  z.regex(/^(?!\.)[^@]{1,64}(?<!\.)@.+\.(?!\d+$)[^.]+$/),
  z.refine((address) => !address.includes('..')),
);

/**
 * Returns the address that mail for `address` is sent to, its domain in lower case and in the form of the DNS (`xn--…`); undefined if Amazon
 * SES can't send to it.
 */
export function mailableAddress(address: string): string | undefined {
  const at = address.lastIndexOf('@');
  const domain = asciiDomain(address.slice(at + 1));
  const mailable = `${address.slice(0, Math.max(at, 0))}@${domain}`;
  return plainAddress.safeParse(mailable).success ? mailable : undefined;
}

/** What two spellings of one address have in common: its mailable form if it has one, without regard to case. */
const addressIdentity = (address: string): string => (mailableAddress(address) ?? address).toLowerCase();

/** What an address is known by where nobody is to read it: SHA-256 of what its spellings have in common, in hexadecimal. */
export const addressHash = (address: string): string =>
  createHash('sha256').update(addressIdentity(address)).digest('hex');

/** The host parser of URLs converts international names (UTS #46); it would take a port, a path or an escape for something else. */
function asciiDomain(domain: string): string {
  if (!/^[a-z\d.\-\u0080-\u{10ffff}]+$/iu.test(domain)) return '';
  return URL.parse(`http://${domain}`)?.hostname ?? '';
}
