import { createHash } from 'node:crypto';

/**
 * The id of a ticket submitted with an `Idempotency-Key`: a UUID v8 (RFC 9562) whose 122 free bits are a SHA-256 of who
 * submits and their key, so that a repeated request names the same ticket, and its first eight characters look random.
 */
export function idempotentTicketId(issuer: string, userId: string, key: string): string {
  const bytes = createHash('sha256')
    .update(JSON.stringify([issuer, userId, key]))
    .digest()
    .subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Tells a repeated request from another one under the same key. */
export function contentHashOf(subject: string, message: string): string {
  return createHash('sha256')
    .update(JSON.stringify([subject, message]))
    .digest('hex');
}
