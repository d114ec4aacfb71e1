import * as z from 'zod/mini';
import type { Answer } from './contract.ts';

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

/** Of routes that are polled. */
export const unchanged = {
  headers: z.object({ 'if-none-match': z.optional(z.string()) }),
  tag: { ETag: 'To be sent as `If-None-Match` with the next poll; not within 15 seconds of a change of your own' },
  answer: { 304: { description: 'Nothing has changed since the answer with this tag', headers: { ETag: 'The same' } } },
} as const satisfies {
  readonly headers: z.ZodMiniObject;
  readonly tag: Answer['headers'];
  readonly answer: Record<number, Answer>;
};

/** Others change the same thing at the same time. */
export const contended = {
  description: 'Too many others change the same at once; nothing was changed',
  headers: { 'Retry-After': 'Seconds' },
} as const satisfies Answer;

/** An agent acts on a ticket without having seen all that matters; in `thread` are its entries since the version they name. */
export const versionMismatch = {
  description:
    "A customer's message, or another agent's reply or field change, is newer than If-Match, or If-Match is above the current version; the newer ticket is in `ticket`, what came in between in `thread`",
} as const;

/** Of routes by which an agent changes a ticket. */
export const refusedChange = {
  400: { description: 'The body or the If-Match header cannot be parsed' },
  ...refused.agent,
  ...refused.ticket,
  409: contended,
  412: versionMismatch,
  413: { description: 'The body is too large' },
  415: { description: 'The body is not JSON in UTF-8' },
} as const satisfies Record<number, Answer>;
