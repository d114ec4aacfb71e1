/** Returns a random key of 128 bits, in hexadecimal. `crypto.randomUUID` doesn't exist on a website without TLS. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
