import { newKey } from './new-key.ts';

/** Whose a token is, to compare with others' and for nothing else: nothing here verifies the token. */
export type Identity = string;

/**
 * Reads issuer and subject from a token's claims (RFC 7519, section 4.1). Of a token without a subject, whose user stands in a claim that the
 * desk is set to, everything counts that is the same in a renewed one. A token that can't be read is an identity of its own.
 */
export function identityOf(token: string): Identity {
  try {
    const payload = token.split('.')[1] ?? '';
    // One character a byte, which no reader could make sense of, is as good to compare.
    const claims = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
    const others = Object.entries(claims).filter(([name]) => !OF_ONE_TOKEN.test(name));
    return JSON.stringify(claims.sub == null ? others : [claims.iss, claims.sub]);
  } catch {
    return newKey();
  }
}

const OF_ONE_TOKEN = /^(exp|iat|nbf|jti)$/;
