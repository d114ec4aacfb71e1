/** Two years, in seconds. */
export const hstsMaxAge = 63_072_000;

/** The files that other websites load, as CloudFront's path pattern; everything else on the site is a page of ours or belongs to one. */
export const embeddedFiles = '/static/support-*.js';

/** The page in which the dashboard shows the HTML of a mail, and its script, as CloudFront's path pattern. */
export const mailFrameFiles = '/static/mail-frame.*';

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
    "frame-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');

/**
 * The policy of the page that shows a stranger's HTML. It has an origin of its own, wherever it is loaded, and can do nothing but show images and open
 * links in other tabs. In WebKit `'self'` means that origin, and no script's: the script is named by its path. Before it shows a mail, it forbids all further
 * scripts, and all images but those that came with the mail, unless the agent asked for others.
 */
const mailFramePolicy = (fileOrigin: string) =>
  [
    'sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox',
    "default-src 'none'",
    `script-src 'self' ${fileOrigin.split('//', 1)[0]}//*:*/static/mail-frame.js`,
    "style-src 'unsafe-inline'",
    `img-src https: data: ${fileOrigin}`,
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'self'",
    "require-trusted-types-for 'script'",
    'trusted-types dompurify',
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

/** The headers of the frame. To its origin, its own script comes from another one. */
const mailFrame = (fileOrigin: string) => ({
  ...page(fileOrigin),
  'content-security-policy': mailFramePolicy(fileOrigin),
  'cross-origin-resource-policy': 'cross-origin',
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
  if (/^\/static\/support-[^/]*\.js$/.test(path)) return embedded;
  return /^\/static\/mail-frame\.[^/]*$/.test(path) ? mailFrame(fileOrigin) : page(fileOrigin);
}
