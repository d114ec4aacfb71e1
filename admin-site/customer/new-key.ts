/** A key for something new that is written: 128 random bits. `crypto.randomUUID` would not exist on a website without TLS. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
