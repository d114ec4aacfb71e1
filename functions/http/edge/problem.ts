import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { DeskError, Refusal } from '#core/errors.ts';

/** The status and title of each refusal on the wire (RFC 9457). `type` is stable; clients may switch on it. */
export const problems: Readonly<
  Record<Refusal | 'internal_error', { readonly status: number; readonly title: string }>
> = {
  malformed_request: { status: 400, title: "The request can't be read" },
  invalid_cursor: { status: 400, title: "The cursor isn't valid for this list" },
  invalid_token: { status: 401, title: 'Sign in on the website' },
  invalid_key: { status: 401, title: "An agent's key is required" },
  credits_required: { status: 403, title: 'Support is for customers who bought credits' },
  forbidden: { status: 403, title: 'This is for admins' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'Method not allowed' },
  mail_not_resendable: { status: 409, title: "The mail can't be sent again" },
  ticket_merged: { status: 409, title: 'The ticket was merged into another' },
  agent_inactive: { status: 409, title: 'The agent was deactivated' },
  last_admin: { status: 409, title: 'A desk needs an admin' },
  contended: { status: 409, title: 'Too many changes at once' },
  invitation_spent: { status: 410, title: 'The invitation is used or has expired' },
  version_mismatch: { status: 412, title: 'The ticket has changed' },
  too_large: { status: 413, title: 'The request is too large' },
  unsupported_media_type: { status: 415, title: "The body's content type isn't supported" },
  invalid_fields: { status: 422, title: "Some fields aren't valid" },
  idempotency_key_reused: { status: 422, title: 'The Idempotency-Key was used before' },
  upload_quota: { status: 422, title: 'Too many files for now' },
  internal_error: { status: 500, title: 'Something went wrong here' },
  unavailable: { status: 503, title: 'Temporarily unavailable' },
};

/** Returns the `type` member for a refusal: a URN, because it is only a name and need not resolve. */
export const problemType = (refusal: keyof typeof problems): string => `urn:support-desk:problem:${refusal}`;

/** Returns a refusal as `application/problem+json`. */
export function problemResponse(error: DeskError): APIGatewayProxyStructuredResultV2 {
  return response(problemOf(error), error.headers);
}

type Members = Readonly<Record<string, unknown>>;

interface Problem extends Members {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
}

/** Returns a refusal as a problem document. */
export const problemOf = ({ refusal, message, members }: DeskError): Problem => problem(refusal, message, members);

/** Returns the response to a bug of ours, which reveals nothing else. */
export function internalErrorResponse(): APIGatewayProxyStructuredResultV2 {
  return response(problem('internal_error', 'Something went wrong on our side. The error was logged.'));
}

function problem(refusal: keyof typeof problems, detail: string, members: Members = {}): Problem {
  const { status, title } = problems[refusal];
  return { type: problemType(refusal), title, status, detail, ...members };
}

function response(body: Problem, headers: Readonly<Record<string, string>> = {}): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode: body.status,
    headers: { ...commonHeaders, 'content-type': 'application/problem+json', ...headers },
    body: JSON.stringify(body),
  };
}

/** Headers of every response: it is for its caller alone, and its content type is to be trusted. */
export const commonHeaders = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } as const;
