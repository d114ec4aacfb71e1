import type { IncomingMessage, ServerResponse } from 'node:http';

/** Stands in for the shop's pricing page, so that the way there can be followed. */
export function pricingPage(_: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'",
  });
  response.end(
    '<!doctype html><html lang="en"><title>Pricing</title><h1>Buy credits</h1><p>The shop’s own pricing page.</p>',
  );
}
