import { createHash } from 'node:crypto';

/**
 * Returns the hash stored in place of an agent's key: its SHA-256 in hexadecimal. The key has 256 random bits, so no salt or stretching is needed.
 */
export function agentKeyHash(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
