import { expect, it } from 'vitest';
import { DeskError } from '#core/errors.ts';
import { internalErrorResponse, problemResponse, problems, problemType } from '#http/edge/problem.ts';

it('the type of a problem does not change: clients switch on it', () => {
  const table = Object.entries(problems).map(([refusal, { status, title }]) => `${status} ${refusal}: ${title}`);
  expect(table).toEqual([
    "400 malformed_request: The request can't be read",
    "400 invalid_cursor: The cursor isn't valid for this list",
    '401 invalid_token: Sign in on the website',
    "401 invalid_key: An agent's key is required",
    '403 credits_required: Support is for customers who bought credits',
    '403 forbidden: This is for admins',
    '404 not_found: Not found',
    '405 method_not_allowed: Method not allowed',
    "409 mail_not_resendable: The mail can't be sent again",
    '409 ticket_merged: The ticket was merged into another',
    '409 agent_inactive: The agent was deactivated',
    '409 last_admin: A desk needs an admin',
    '409 contended: Too many changes at once',
    '410 invitation_spent: The invitation is used or has expired',
    '412 version_mismatch: The ticket has changed',
    '413 too_large: The request is too large',
    "415 unsupported_media_type: The body's content type isn't supported",
    "422 invalid_fields: Some fields aren't valid",
    '422 idempotency_key_reused: The Idempotency-Key was used before',
    '422 upload_quota: Too many files for now',
    '500 internal_error: Something went wrong here',
    '503 unavailable: Temporarily unavailable',
  ]);
  expect(problemType('not_found')).toBe('urn:support-desk:problem:not_found');
});

it('a refusal is an RFC 9457 problem with its own members and headers, for its caller alone', () => {
  const cause = new Error('secret');
  const { statusCode, headers, body } = problemResponse(
    new DeskError('credits_required', 'Buy credits.', {
      members: { pricing_url: '/pricing' },
      headers: { 'x-y': 'z' },
      cause,
    }),
  );
  expect(statusCode).toBe(403);
  expect(headers).toEqual({
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-type': 'application/problem+json',
    'x-y': 'z',
  });
  expect(JSON.parse(body ?? '')).toEqual({
    type: 'urn:support-desk:problem:credits_required',
    title: 'Support is for customers who bought credits',
    status: 403,
    detail: 'Buy credits.',
    pricing_url: '/pricing',
  });
});

it('a bug reveals nothing but that it was one', () => {
  expect(JSON.parse(internalErrorResponse().body ?? '')).toEqual({
    type: 'urn:support-desk:problem:internal_error',
    title: 'Something went wrong here',
    status: 500,
    detail: 'Something went wrong on our side. The error was logged.',
  });
});
