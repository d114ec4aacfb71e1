import { type Case, good, NOW, nested, withClaims, withHeader, withHeaderText, withRawClaims } from './made-tokens.ts';

/** Valid tokens, ordinary and borderline: they prove that the desk refuses the others only for their fault. */
export const accepted: Readonly<Record<string, Case>> = {
  'the good token': good,
  'without typ': withHeader({ typ: undefined }),
  'of type at+jwt': withHeader({ typ: 'at+jwt' }),
  'for several audiences, of which this is one': withClaims({ aud: ['billing', 'support'] }),
  'exp 29 s ago': withClaims({ iat: NOW - 3600, exp: NOW - 29 }),
  'exp 29.5 s ago': withClaims({ iat: NOW - 3600, exp: NOW - 29.5 }),
  'iat 29 s ahead': withClaims({ iat: NOW + 29 }),
  'iat 29.5 s ahead': withClaims({ iat: NOW + 29.5 }),
  'iat 30 s ahead': withClaims({ iat: NOW + 30 }),
  'nbf 29 s ahead': withClaims({ nbf: NOW + 29 }),
  'nbf 29.5 s ahead': withClaims({ nbf: NOW + 29.5 }),
  'nbf 30 s ahead': withClaims({ nbf: NOW + 30 }),
  'as long a life as may be': withClaims({ iat: NOW, exp: NOW + 86_400 }),
  'a sub of 128 characters': withClaims({ sub: 'x'.repeat(128) }),
  'a header nested 2,000 deep, which nobody reads': (signer) =>
    withHeaderText(`{"alg":"${signer.alg}","x":${nested(2_000)}}`)(signer),
  'claims nested 1,500 deep, which nobody reads': withRawClaims(`"x":${nested(1_500)}`),
  'an object with the names of claims inside': withClaims({ x: { sub: 'a', y: [{ sub: 'b' }] }, y: ['"sub":1'] }),
};
