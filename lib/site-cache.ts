/** The files with a hash of their content in their names, as the AWS CLI's pattern. */
export const versionedFiles = 'support-*-*.js';

/** The `Cache-Control` of the site's files, for browsers and CloudFront. */
export const siteCache = {
  /** Browsers check for a new version each time; CloudFront keeps the file until the next deploy invalidates it. */
  stable: 'max-age=0, s-maxage=31536000, must-revalidate',
  versioned: 'public, max-age=31536000, immutable',
} as const;

/** Returns true if a path is one of `versionedFiles`. */
export const isVersioned = (path: string): boolean => /^\/static\/support-[^/]*-[^/]*\.js$/.test(path);
