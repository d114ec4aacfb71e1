import { createHash, randomBytes } from 'node:crypto';

/**
 * Returns the hash stored in place of an agent's key: its SHA-256 in hexadecimal. The key has 256 random bits, so no salt or stretching is needed.
 */
export function agentKeyHash(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

const ID_LENGTH = 8;

/** Returns the id of a key: the beginning of its hash, never of the key. */
export const keyId = (hash: string): string => hash.slice(0, ID_LENGTH);

/** Generates 256 random bits as text for a URL. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** Generates a key: 256 random bits, with a prefix that secret scanners can recognize. */
export const newAgentKey = (): string => `desk_${newSecret()}`;
