/** The files that have a hash of their content in their names, as the AWS CLI's pattern. */
export const versionedFiles = 'support-*-*.js';

/** How long browsers and CloudFront keep the site's files. */
export const siteCache = {
  /** Browsers ask each time whether a file is new; CloudFront keeps it until the next deploy says so. */
  stable: 'max-age=0, s-maxage=31536000, must-revalidate',
  versioned: 'public, max-age=31536000, immutable',
} as const;

/** A file of the site by its path, as `versionedFiles` has them. */
export const isVersioned = (path: string): boolean => /^\/static\/support-[^/]*-[^/]*\.js$/.test(path);
