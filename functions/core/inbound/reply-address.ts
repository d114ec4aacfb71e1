import { createHmac, timingSafeEqual } from 'node:crypto';

/** A key that reply addresses are signed with. */
export interface ReplyKey {
  /** One hexadecimal digit. */
  readonly id: string;
  /** 32 bytes. */
  readonly secret: Uint8Array;
}

/** The keys, the one that signs first. Those after it are accepted, so that a rotation doesn't turn replies away. */
export type ReplyKeys = readonly ReplyKey[];

/** Each reply address begins with it. */
const PREFIX = 're-';
/** 112 bits of the signature: with the rest it fills the 64 octets that RFC 5321 allows before the `@` (section 4.5.3.1.1). */
const SIGNATURE_DIGITS = 28;

/** A reply address without its domain: the key's id, the ticket's id without hyphens, and the signature. */
const LOCAL_PART = /^re-([0-9a-f])([0-9a-f]{32})([0-9a-f]{28})$/;
/** The parts of a UUID, by their lengths. */
const UUID = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/;

/** The ticket that an address stands for; `forged` if it only looks like the desk's, and `other` if it doesn't. */
export type Addressed =
  | { readonly kind: 'ticket'; readonly ticketId: string }
  | { readonly kind: 'forged' }
  | { readonly kind: 'other' };

/** Returns the address for replies about a ticket. Whoever knows it may write to the ticket by mail, so only the customer gets it. */
export const replyAddress = (ticketId: string, key: ReplyKey, domain: string): string =>
  `${PREFIX}${key.id}${ticketId.replaceAll('-', '')}${signature(ticketId, key)}@${domain}`;

/** Reads the ticket from an address, in upper or lower case: mail servers may change it. An address in another domain is `other`. */
export function readReplyAddress(address: string, keys: ReplyKeys, domain: string): Addressed {
  const [local = '', ...rest] = address.toLowerCase().split('@');
  if (rest.join('@') !== domain.toLowerCase() || !local.startsWith(PREFIX)) return { kind: 'other' };
  const [, keyId, digits = '', signed = ''] = LOCAL_PART.exec(local) ?? [];
  const key = keys.find(({ id }) => id === keyId);
  if (!key) return { kind: 'forged' };
  const ticketId = digits.replace(UUID, '$1-$2-$3-$4-$5');
  return timingSafeEqual(Buffer.from(signature(ticketId, key)), Buffer.from(signed))
    ? { kind: 'ticket', ticketId }
    : { kind: 'forged' };
}

const signature = (ticketId: string, { secret }: ReplyKey): string =>
  createHmac('sha256', secret).update(`reply:${ticketId}`).digest('hex').slice(0, SIGNATURE_DIGITS);
