import type { Agent } from '#core/agents/agent.ts';
import type { AgentKeys } from '#core/agents/ports.ts';
import type { Customer } from '#core/customer/customer.ts';
import type { CustomerTokens } from '#core/customer/ports.ts';
import { DeskError } from '#core/errors.ts';
import { entitledTier, type Offer } from '#core/ticket/entitlement.ts';
import type { SupportTier } from '#core/ticket/support-tier.ts';
import { type CursorKey, cursorKeyFrom } from './cursor.ts';

/** Header names are lower case, as API Gateway's HTTP API delivers them. */
type RequestHeaders = Readonly<Record<string, string | undefined>>;

/** Tells who is calling, or refuses. */
export type Authenticate<Caller> = (headers: RequestHeaders) => Promise<Caller>;

/** A route open to everybody. */
export const anyone: Authenticate<undefined> = async () => undefined;

/** A customer with the website's token in `Authorization: Bearer` (RFC 6750). */
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

/** A customer, whether they still have credits or not, and what signs the cursors given to them. */
export interface SignedInCustomer {
  readonly customer: Customer;
  readonly cursorKey: CursorKey;
}

/** Any customer the website knows: what they have submitted stays theirs. */
export function anyCustomer(tokens: CustomerTokens): Authenticate<SignedInCustomer> {
  const authenticate = customer(tokens);
  return async (headers) => {
    const known = await authenticate(headers);
    return { customer: known, cursorKey: cursorKeyFrom(JSON.stringify([known.issuer, known.userId])) };
  };
}

/** A customer who may ask for support, and what they are entitled to. */
export interface PayingCustomer {
  readonly customer: Customer;
  readonly tier: SupportTier;
}

/** A customer who bought credits; refused before anything else of the request is looked at. */
export function payingCustomer(tokens: CustomerTokens, offer: Offer): Authenticate<PayingCustomer> {
  const authenticate = customer(tokens);
  return async (headers) => {
    const known = await authenticate(headers);
    return { customer: known, tier: entitledTier(known, offer) };
  };
}

/** An agent, and what signs the cursors given to them. */
export interface SignedInAgent extends Agent {
  readonly cursorKey: CursorKey;
}

/** An agent with their key in `X-Admin-Key`. */
export function agent(keys: AgentKeys): Authenticate<SignedInAgent> {
  return async ({ 'x-admin-key': key }) => {
    if (key === undefined || key === '') throw refused("Send an agent's key as `X-Admin-Key`.");
    const found = await keys.find(key);
    if (!found) throw refused('This key is unknown or was revoked. Ask for a new one.');
    return { ...found, cursorKey: cursorKeyFrom(key) };
  };
}

/** RFC 9110 wants a challenge with every 401; this scheme's name is ours. */
function refused(detail: string): DeskError {
  return new DeskError('invalid_key', detail, { headers: { 'www-authenticate': 'X-Admin-Key' } });
}
