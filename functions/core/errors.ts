/** The reasons for which a request can be refused. Each becomes one problem type on the wire (see `http/edge/problem.ts`). */
export type Refusal =
  | 'malformed_request'
  | 'invalid_cursor'
  | 'invalid_token'
  | 'invalid_key'
  | 'credits_required'
  | 'forbidden'
  | 'not_found'
  | 'method_not_allowed'
  | 'version_mismatch'
  | 'too_large'
  | 'unsupported_media_type'
  | 'invalid_fields'
  | 'idempotency_key_reused'
  | 'upload_quota'
  | 'mail_not_resendable'
  | 'ticket_merged'
  | 'agent_inactive'
  | 'last_admin'
  | 'invitation_spent'
  | 'contended'
  | 'unavailable';

/** One mistake in one field; `pointer` is a JSON Pointer into the body (`#/subject`, RFC 6901 section 6), `?name` of a query parameter or `header name`. */
export interface FieldError {
  readonly pointer: string;
  readonly detail: string;
}

interface DeskErrorDetails {
  /** Further members of the problem document, in wire names: `pricing_url`, `errors`, `ticket` … */
  readonly members?: Readonly<Record<string, unknown>>;
  /** Further response headers, lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The underlying error; logged, never sent. */
  readonly cause?: unknown;
}

/** The only error that may reach a client. `message` is a sentence for the person who made the request. */
export class DeskError extends Error {
  override readonly name = 'DeskError';
  readonly refusal: Refusal;
  readonly members: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(refusal: Refusal, detail: string, { members = {}, headers = {}, cause }: DeskErrorDetails = {}) {
    super(detail, { cause });
    this.refusal = refusal;
    this.members = members;
    this.headers = headers;
  }
}

/** Field errors as one refusal, all mistakes at once. */
export function invalidFields(errors: readonly FieldError[]): DeskError {
  const names = errors.map(({ pointer, detail }) => `${pointer}: ${detail}`).join('; ');
  return new DeskError('invalid_fields', names, { members: { errors } });
}

/** A dependency of the desk can't be reached or is too slow; the caller may repeat the request after `seconds`. */
export function unavailable(detail: string, cause?: unknown, seconds = 5): DeskError {
  return new DeskError('unavailable', detail, { headers: { 'retry-after': String(seconds) }, cause });
}

/** Others keep changing the same thing at the same time; the caller may repeat the request after a second. */
export function contended(detail: string, cause?: unknown): DeskError {
  return new DeskError('contended', detail, { headers: { 'retry-after': '1' }, cause });
}

/** Returns true if an error is transient. */
export const isPassing = (error: unknown): boolean =>
  error instanceof DeskError && ['contended', 'unavailable'].includes(error.refusal);

/** No ticket has this id, or it isn't a valid id: the same error for both. */
export function ticketNotFound(): DeskError {
  return new DeskError('not_found', 'There is no ticket with this id.');
}
