import { createHash } from 'node:crypto';

/**
 * Returns the id of what is stored with an `Idempotency-Key`: a UUID v8 (RFC 9562) whose 122 free bits are a SHA-256 of the sender and their key, so
 * that a repeated request gets the same id, and its first eight characters look random.
 */
export function idempotentId(...of: readonly string[]): string {
  const bytes = sha256(of).subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Returns a hash that distinguishes a repeated request from another one with the same key. */
export const hashOf = (...content: readonly (string | boolean)[]): string => sha256(content).toString('hex');

const sha256 = (of: readonly unknown[]) => createHash('sha256').update(JSON.stringify(of)).digest();
