/** The access of other origins to the API: one definition for the gateway in AWS and the one on this machine. */
export interface CorsRules {
  readonly allowOrigins: readonly string[];
  readonly allowMethods: readonly ('GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE')[];
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
    exposeHeaders: ['etag', 'link', 'retry-after'],
    maxAgeSeconds: 3600,
  };
}
