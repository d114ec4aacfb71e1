import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { supportPages } from './support-pages.ts';

/** One event that the page heard: its name without the element's, and its detail. */
type Heard = readonly [string, object];

/** The elements of a website whose token is at an address of its own. */
export const FORM = '<support-form token-url="/my/support-token"></support-form>';
export const TICKETS = '<support-tickets token-url="/my/support-token"></support-tickets>';

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

  let people = 0;
  /** A customer nobody else is, with a ticket about each subject; `answer` is what the website says of their token. */
  async function somebody(subjects: readonly string[] = [], more: Record<string, unknown> = {}) {
    people += 1;
    const name = `guest-${people}`;
    const desk = pages.desk();
    const claims = { sub: name, email: `${name}@example.com` };
    const post = async (path: string, headers: Record<string, string>, body: object) => {
      const response = await fetch(desk.url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      });
      return (await response.json()) as { ticket_id: string };
    };
    const authorization = `Bearer ${await desk.token(claims)}`;
    const ids: string[] = [];
    for (const subject of subjects) {
      const message = `About ${subject}.\n`.repeat(40);
      ids.push((await post('/api/support/contact', { authorization }, { subject, message })).ticket_id);
    }
    const token = await desk.token({ ...claims, ...more });
    return {
      id: ids[0] ?? '',
      token,
      answer: (response: ServerResponse): unknown => response.end(token),
      replies: (body: string) => post(`/api/support/tickets/${ids[0]}/replies`, { authorization }, { body }),
      agentReplies: (body: string) =>
        post(`/api/admin/support-tickets/${ids[0]}/replies`, { 'x-admin-key': desk.adminKey }, { body, kind: 'reply' }),
    };
  }

  return {
    ...pages,
    origin,
    somebody,
    /** Opens a page of the website with these elements, where `body` runs before their scripts are loaded. */
    async visitShop(
      markup: string,
      body = '',
      answer = respond,
      path = '/',
      before: (page: Page) => Promise<unknown> = async () => {},
    ): Promise<Page> {
      [elements, script, respond] = [markup, body, answer];
      const page = await pages.visit('about:blank');
      await before(page);
      await page.goto(origin() + path);
      return page;
    },
    heard: (page: Page) => page.evaluate('heard') as Promise<Heard[]>,
  };
}
