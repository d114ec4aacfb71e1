import type { IncomingMessage } from 'node:http';
import type { CorsRules } from '#lib/cors.ts';

/** The stack's rules; with `loopback`, websites on this machine may call, too, whatever their port. No gateway in AWS has that. */
export interface LocalCorsRules extends CorsRules {
  readonly loopback?: boolean | undefined;
}

const LOOPBACK = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

const isAllowed = (origin: string, { allowOrigins, loopback = false }: LocalCorsRules): boolean =>
  allowOrigins.includes(origin) || (loopback && LOOPBACK.test(origin));

/** Headers for an answer to an allowed origin; none for any other. */
export function corsHeaders(request: IncomingMessage, rules: LocalCorsRules): Record<string, string> {
  const { origin } = request.headers;
  if (origin === undefined || !isAllowed(origin, rules)) return {};
  return {
    'access-control-allow-origin': origin,
    'access-control-expose-headers': rules.exposeHeaders.join(','),
    vary: 'Origin',
  };
}

/** The gateway's own answer to a preflight; undefined for any other request. Without origins configured there is none. */
export function preflightHeaders(request: IncomingMessage, rules: LocalCorsRules): Record<string, string> | undefined {
  const isPreflight =
    request.method === 'OPTIONS' && request.headers.origin && request.headers['access-control-request-method'];
  if (!isPreflight || (rules.allowOrigins.length === 0 && !rules.loopback)) return undefined;
  const allowed = corsHeaders(request, rules);
  if (Object.keys(allowed).length === 0) return {};
  return {
    ...allowed,
    'access-control-allow-methods': rules.allowMethods.join(','),
    'access-control-allow-headers': rules.allowHeaders.join(','),
    'access-control-max-age': String(rules.maxAgeSeconds),
  };
}
