import type { Agent, AgentKey } from '#core/agents/agent.ts';
import type { AgentKeys } from '#core/agents/ports.ts';
import type { Team } from '#core/agents/team.ts';
import type { Customer } from '#core/customer/customer.ts';
import type { CustomerTokens } from '#core/customer/ports.ts';
import { DeskError } from '#core/errors.ts';
import { entitledTier, type Offer } from '#core/ticket/entitlement.ts';
import type { SupportTier } from '#core/ticket/support-tier.ts';
import { type CursorKey, cursorKeyFrom } from './cursor.ts';

/** Header names are lower case, as API Gateway's HTTP API delivers them. */
type RequestHeaders = Readonly<Record<string, string | undefined>>;

/** Returns who is calling, or throws a refusal. */
export type Authenticate<Caller> = (headers: RequestHeaders) => Promise<Caller>;

/** Lets anyone call a route. */
export const anyone: Authenticate<undefined> = async () => undefined;

/** Authenticates a customer by the website's token in `Authorization: Bearer` (RFC 6750). */
function customer(tokens: CustomerTokens): Authenticate<Customer> {
  return async ({ authorization }) => {
    const token = /^bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) {
      throw new DeskError('invalid_token', "Send the website's token as `Authorization: Bearer <token>`.", {
        headers: { 'www-authenticate': 'Bearer' },
      });
    }
    return tokens.verify(token);
  };
}

/** A customer, with or without credits, and the key that signs their cursors. */
export interface SignedInCustomer {
  readonly customer: Customer;
  readonly cursorKey: CursorKey;
}

/** Authenticates any customer of the website: even without credits, their tickets remain theirs. */
export function anyCustomer(tokens: CustomerTokens): Authenticate<SignedInCustomer> {
  const authenticate = customer(tokens);
  return async (headers) => {
    const known = await authenticate(headers);
    return { customer: known, cursorKey: cursorKeyFrom(JSON.stringify([known.issuer, known.userId])) };
  };
}

/** A customer who may ask for support, and their tier. */
export interface PayingCustomer {
  readonly customer: Customer;
  readonly tier: SupportTier;
}

/** Authenticates a customer who bought credits; others are refused before anything else in the request is read. */
export function payingCustomer(tokens: CustomerTokens, offer: Offer): Authenticate<PayingCustomer> {
  const authenticate = customer(tokens);
  return async (headers) => {
    const known = await authenticate(headers);
    return { customer: known, tier: entitledTier(known, offer) };
  };
}

/** An agent, and the key that signs their cursors. */
export interface SignedInAgent extends Agent {
  readonly key: AgentKey;
  /** The team, at most 30 seconds old. */
  readonly team: Team;
  readonly cursorKey: CursorKey;
}

/** Authenticates an agent by their key in `X-Admin-Key`. */
export function agent(keys: AgentKeys): Authenticate<SignedInAgent> {
  return async ({ 'x-admin-key': key }) => {
    if (key === undefined || key === '') throw refused("Send an agent's key as `X-Admin-Key`.");
    const found = await keys.find(key);
    if (!found) throw refused('This key is unknown or was revoked. Ask for a new one.');
    return { ...found.agent, key: found.key, team: found.team, cursorKey: cursorKeyFrom(key) };
  };
}

/** An agent who is an admin. */
export function admin(keys: AgentKeys): Authenticate<SignedInAgent> {
  const authenticate = agent(keys);
  return async (headers) => {
    const caller = await authenticate(headers);
    if (caller.role !== 'admin') throw new DeskError('forbidden', 'Only admins can do this. Ask one of them.');
    return caller;
  };
}

/** RFC 9110 requires a challenge with every 401; the name of this scheme is our own. */
function refused(detail: string): DeskError {
  return new DeskError('invalid_key', detail, { headers: { 'www-authenticate': 'X-Admin-Key' } });
}
