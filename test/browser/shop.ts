import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { supportPages } from './support-pages.ts';

/** One event that the page heard: its name without the element's, and its detail. */
type Heard = readonly [string, object];

const EVENTS = ['accepted', 'token-needed', 'credits-required', 'opened', 'listed', 'replied', 'ready', 'error'];

/** A deployed desk has its settings already: this is the port of the origin that they allow. */
const port = Number(process.env.DESK_WEBSITE_PORT ?? 0);

/**
 * A website of another origin that embeds both elements, beside a desk that allows it, for one test file. Its page has `form` and `tickets` at
 * hand, and keeps what it hears in `heard`; `/my/support-token` responds as each visit says.
 */
export function shop() {
  let respond: (response: ServerResponse) => void = (response) => response.writeHead(404).end();
  let script = '';
  let elements = '';
  const website = createServer((request, response) => {
    if (request.url?.startsWith('/my/support-token')) return respond(response);
    response.setHeader('content-type', 'text/html');
    response.end(
      `<!doctype html><html lang="en"><title>Shop</title>${elements}
       <script>
         const form = document.querySelector('support-form');
         const tickets = document.querySelector('support-tickets');
         const heard = [];
         for (const name of ${JSON.stringify(EVENTS)})
           for (const element of ['support-form', 'support-tickets'])
             document.addEventListener(element + ':' + name, ({ detail }) => heard.push([name, detail]));
         ${script}
       </script>
       <script src="${pages.desk().url}/static/support-form.js"></script>
       <script src="${pages.desk().url}/static/support-tickets.js"></script></html>`,
    );
  });
  const origin = () => `http://127.0.0.1:${(website.address() as AddressInfo).port}`;
  beforeAll(() => new Promise<void>((resolve) => website.listen(port, '127.0.0.1', resolve)));
  const pages = supportPages(() => ({ settings: { allowedOrigins: [origin()] } }));
  afterAll(() => {
    website.closeAllConnections();
    website.close();
  });

  return {
    ...pages,
    origin,
    /** Opens a page of the website with these elements, where `body` runs before their scripts are loaded. */
    async visitShop(markup: string, body = '', answer = respond, path = '/'): Promise<Page> {
      [elements, script, respond] = [markup, body, answer];
      return pages.visit(origin() + path);
    },
    heard: (page: Page) => page.evaluate('heard') as Promise<Heard[]>,
  };
}
