/** Two years, in seconds. */
export const hstsMaxAge = 63_072_000;

/** The files that other websites load, as CloudFront's path pattern; everything else on the site is a page of ours or belongs to one. */
export const embeddedFiles = '/static/support-*.js';

/**
 * Scripts and styles from this origin only, requests and images also from the bucket of files; nothing inline, and no string becomes markup or script
 * (Trusted Types).
 */
const contentSecurityPolicy = (fileOrigin: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self' data: ${fileOrigin}`,
    `connect-src 'self' ${fileOrigin}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');

const everywhere = {
  'strict-transport-security': `max-age=${hstsMaxAge}; includeSubDomains`,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
} as const;

const page = (fileOrigin: string) => ({
  ...everywhere,
  'content-security-policy': contentSecurityPolicy(fileOrigin),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=(), clipboard-write=(self)',
});

/**
 * The headers of embedded files. A script runs under the policy of the page that loads it; ours only says that any page may load it, also with
 * `crossorigin`, which checking its hash requires.
 */
const embedded = {
  ...everywhere,
  'cross-origin-resource-policy': 'cross-origin',
  'access-control-allow-origin': '*',
} as const;

/**
 * Returns the headers of the static site's responses, by path and with lower-case names: the same from CloudFront and on this machine. `fileOrigin` is
 * the origin of the bucket of files.
 */
export function securityHeaders(path: string, fileOrigin: string): Readonly<Record<string, string>> {
  return /^\/static\/support-[^/]*\.js$/.test(path) ? embedded : page(fileOrigin);
}
