import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { securityHeaders } from '#lib/security-headers.ts';
import { isVersioned, siteCache } from '#lib/site-cache.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.ts': 'text/plain; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

/** Serves `/static/*` as CloudFront and the bucket do: the site's files, with the headers the stack gives them. */
export function staticSite(directory: () => string, fileOrigin: string) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const name = normalize(path).slice('/static/'.length);
    const type = TYPES[extname(name)];
    const content =
      type && !name.includes('..') ? await readFile(join(directory(), name)).catch(() => undefined) : undefined;
    if (!type || !content) {
      response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('Not found\n');
      return;
    }
    const etag = `"${createHash('md5').update(content).digest('hex')}"`;
    const cacheControl = isVersioned(path) ? siteCache.versioned : 'no-cache';
    const headers = { ...securityHeaders(path, fileOrigin), 'cache-control': cacheControl, etag };
    if (request.headers['if-none-match'] === etag) response.writeHead(304, headers).end();
    else response.writeHead(200, { ...headers, 'content-type': type }).end(content);
  };
}
