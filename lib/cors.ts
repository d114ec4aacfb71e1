/** The access of other origins to the API or the bucket of files: one definition for what stands in AWS and what stands in for it on this machine. */
export interface CorsRules {
  readonly allowOrigins: readonly string[];
  readonly allowMethods: readonly ('GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE')[];
  readonly allowHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly maxAgeSeconds: number;
}

/** Returns the rules for exact origins only; no cookies or other credentials that the browser adds by itself. */
export function corsRules(allowedOrigins: readonly string[]): CorsRules {
  return {
    allowOrigins: allowedOrigins,
    allowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-match', 'if-none-match', 'x-admin-key'],
    exposeHeaders: ['etag', 'link', 'retry-after', 'search-reached'],
    maxAgeSeconds: 3600,
  };
}

/** Returns the rules that let pages of these origins upload to the bucket with a form, and load files by their links. */
export function fileCorsRules(origins: readonly string[]): CorsRules {
  return {
    allowOrigins: origins,
    allowMethods: ['GET', 'HEAD', 'POST'],
    allowHeaders: ['content-type', 'range'],
    exposeHeaders: ['etag'],
    maxAgeSeconds: 3600,
  };
}
