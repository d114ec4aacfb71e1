import { newKey } from './new-key.ts';

/** A token's owner, only for comparison: nothing here verifies the token. */
export type Identity = string;

/**
 * Reads issuer and subject from a token's claims (RFC 7519, section 4.1). If there is no subject, as the desk reads the user from another claim, all
 * claims count that stay the same when a token is renewed. A token that can't be read is an identity of its own.
 */
export function identityOf(token: string): Identity {
  try {
    const payload = token.split('.')[1] ?? '';
    // atob decodes to one character per byte: unreadable beyond ASCII, but good enough to compare.
    const claims = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
    const others = Object.entries(claims).filter(([name]) => !OF_ONE_TOKEN.test(name));
    return JSON.stringify(claims.sub == null ? others : [claims.iss, claims.sub]);
  } catch {
    return newKey();
  }
}

const OF_ONE_TOKEN = /^(exp|iat|nbf|jti)$/;
