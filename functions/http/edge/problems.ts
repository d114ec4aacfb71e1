import * as z from 'zod/mini';
import type { ContractResponse } from './contract.ts';

/** Problems that several routes return. */
export const refused = {
  customer: {
    401: {
      description: "No token, or one that can't be verified",
      headers: { 'WWW-Authenticate': 'Bearer challenge (RFC 6750)' },
    },
    403: { description: 'The customer never bought credits; `pricing_url` is where to buy them' },
    503: { description: "The signing keys or the database can't be reached", headers: { 'Retry-After': 'Seconds' } },
  },
  agent: {
    401: { description: 'No key, or an unknown or revoked one' },
    503: { description: "The database can't be reached", headers: { 'Retry-After': 'Seconds' } },
  },
  ticket: { 404: { description: 'No ticket has this id' } },
} as const satisfies Record<string, Record<number, ContractResponse>>;

/** Headers and responses of routes that clients poll. */
export const unchanged = {
  headers: z.object({ 'if-none-match': z.optional(z.string()) }),
  tag: { ETag: 'Send it as `If-None-Match` with the next poll, but not within 15 seconds of your own change' },
  response: {
    304: { description: 'Nothing has changed since the response with this tag', headers: { ETag: 'The same tag' } },
  },
} as const satisfies {
  readonly headers: z.ZodMiniObject;
  readonly tag: ContractResponse['headers'];
  readonly response: Record<number, ContractResponse>;
};

/** Others are changing the same thing at the same time. */
export const contended = {
  description: 'Too many others are changing the same thing at once; nothing was changed',
  headers: { 'Retry-After': 'Seconds' },
} as const satisfies ContractResponse;

/** The ticket lives on in another one. */
export const ticketMerged = {
  description:
    'The ticket was merged into another one, whose id is `merged_into` (`ticket_merged`), or too many others are changing the same thing at once (`contended`); nothing was changed',
  headers: { 'Retry-After': 'Seconds; only if `contended`' },
} as const satisfies ContractResponse;

/** An agent acted on a ticket without having seen a relevant change; `thread` has the ticket's entries since the version they named. */
export const versionMismatch = {
  description:
    "A customer's message, or another agent's reply or field change, is newer than the version in If-Match, or If-Match is above the current version; `ticket` is the current ticket, `thread` the entries in between",
} as const;

/** Of routes by which an agent changes a ticket. */
export const refusedChange = {
  400: { description: "The body or the If-Match header can't be parsed" },
  ...refused.agent,
  ...refused.ticket,
  409: contended,
  412: versionMismatch,
  413: { description: 'The body is too large' },
  415: { description: 'The body is not JSON in UTF-8' },
} as const satisfies Record<number, ContractResponse>;
