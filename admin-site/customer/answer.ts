import type { draftLimits } from '#core/text/draft-limits.ts';

export type FieldName = keyof typeof draftLimits;

/** Mistakes by field, as sentences without their subject: "is empty". */
export type Mistakes = { readonly [name in FieldName]?: string };

/** The signed-in customer as the desk knows them; `supportLevel` is a display string. */
export interface Customer {
  readonly email: string;
  readonly supportLevel: string;
  /** True if the desk can send mail to `email`; undefined if it sends no mail. */
  readonly mail?: boolean | undefined;
}

/** The confirmation of a stored ticket. */
export interface Receipt {
  readonly ticketId: string;
  readonly email: string;
  readonly supportLevel: string;
}

/** The customer has never bought credits. */
export interface CreditsRequired {
  readonly outcome: 'credits_required';
  readonly message: string;
  readonly pricingUrl: string;
}

/** The desk refuses this request; `type` is the problem type of RFC 9457. */
export interface Refused {
  readonly outcome: 'refused';
  readonly reason: string;
  readonly type: string;
  readonly mistakes: Mistakes;
  /** The places, in the message's list, of files that it can't have. */
  readonly files: readonly number[];
}

/** The request may succeed later without the customer's doing; `seconds` is the pause that the desk asked for. */
export interface TryAgain {
  readonly outcome: 'try_again';
  readonly cause: 'connection' | 'busy' | 'unavailable';
  readonly seconds?: number;
}

export type FinalAnswer<T> = { readonly outcome: 'done'; readonly value: T } | CreditsRequired | Refused;

/** The desk refuses the token; `reason` is for the website's developer. */
export interface TokenRefused {
  readonly outcome: 'token_refused';
  readonly reason: string;
}

export type Answer<T> = FinalAnswer<T> | TryAgain | TokenRefused;

/** A parsed JSON object; empty if the response wasn't one. */
export type Body = Readonly<Record<string, unknown>>;

/** Reads the body of a 200 or 201; undefined if it isn't the desk's. */
export type Reader<T> = (body: Body) => T | undefined;

/** Client errors that are worth retrying: a timeout, a concurrent change, too many requests. */
const RETRYABLE: readonly number[] = [408, 409, 429];

/** Interprets an HTTP response. Pages of proxies and captive portals, which aren't the desk's, mean "try again". */
export function answerOf<T>(status: number, retryAfter: string | null, body: Body, read: Reader<T>): Answer<T> {
  if (status === 401) return { outcome: 'token_refused', reason: text(body.detail) };
  if (status === 403 && typeof body.pricing_url === 'string') {
    return { outcome: 'credits_required', message: text(body.detail), pricingUrl: body.pricing_url };
  }
  if (status >= 400 && status < 500 && !RETRYABLE.includes(status)) {
    const errors = errorsOf(body.errors);
    const [reason, type] = [text(body.detail), text(body.type)];
    return { outcome: 'refused', reason, type, mistakes: mistakesOf(errors), files: filesOf(errors) };
  }
  const value = status === 200 || status === 201 ? read(body) : undefined;
  if (value) return { outcome: 'done', value };
  const seconds = Number(retryAfter);
  const cause = status === 409 || status === 429 ? 'busy' : 'unavailable';
  return seconds > 0 ? { outcome: 'try_again', cause, seconds } : { outcome: 'try_again', cause };
}

/** Reads `GET /api/support/access`. */
export function readCustomer({ allowed, email, support_level: supportLevel, mail }: Body): Customer | undefined {
  if (allowed !== true) return undefined;
  return { email: text(email), supportLevel: text(supportLevel), ...(typeof mail === 'boolean' && { mail }) };
}

/** Reads `POST /api/support/contact`. */
export function readReceipt({ ticket_id: ticketId, email, support_level: supportLevel }: Body): Receipt | undefined {
  return text(ticketId)
    ? { ticketId: text(ticketId), email: text(email), supportLevel: text(supportLevel) }
    : undefined;
}

/** A field error of RFC 9457: the parts of its JSON Pointer, and its detail. */
interface FieldError {
  readonly path: readonly string[];
  readonly detail: string;
}

const errorsOf = (errors: unknown): FieldError[] =>
  (Array.isArray(errors) ? errors : []).map((error) => ({
    path: text(error?.pointer).split('/'),
    detail: text(error?.detail),
  }));

/** Returns the field errors by the last part of their JSON Pointer; the first for each field. */
function mistakesOf(errors: readonly FieldError[]): Mistakes {
  const entries = errors
    .map(({ path, detail }) => [path.at(-1), detail])
    .filter(([name]) => name === 'subject' || name === 'message');
  return Object.fromEntries(entries.reverse());
}

const filesOf = (errors: readonly FieldError[]): number[] =>
  errors.flatMap(({ path: [, name, place] }) => (name === 'attachments' && place ? [Number(place)] : []));

export const text = (value: unknown): string => (typeof value === 'string' ? value : '');
