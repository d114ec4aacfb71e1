import type { Answer } from '../contract.ts';

/** Problems that several routes answer. */
export const refused = {
  customer: {
    401: {
      description: 'No token, or one that does not verify',
      headers: { 'WWW-Authenticate': 'Bearer challenge (RFC 6750)' },
    },
    403: { description: 'The customer never bought credits; `pricing_url` says where to' },
    503: { description: 'The signing keys or the database cannot be reached', headers: { 'Retry-After': 'Seconds' } },
  },
  agent: {
    401: { description: 'No key, an unknown or a revoked one' },
    503: { description: 'The database cannot be reached', headers: { 'Retry-After': 'Seconds' } },
  },
  ticket: { 404: { description: 'No ticket has this id' } },
} as const satisfies Record<string, Record<number, Answer>>;
