import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newAgentKey } from '#adapters/dynamo/agent-key-hash.ts';
import { bundleApp } from '#test/browser/recipes/bundle.ts';
import { readmeMarkup, unpackRecipes } from '#test/browser/recipes/recipes.ts';
import { tryTokenEndpoint } from '#test/browser/recipes/token-endpoint.ts';
import { useSupport } from '#test/browser/recipes/use-support.ts';
import { type Shown, website } from '#test/browser/recipes/website.ts';
import { listenOnLoopback } from '#test/local/loopback.ts';
import { confirmation, send, supportPages } from './support-pages.ts';

/** The secret of website and desk, which the recipe for Express reads. */
const tokenSecret = process.env.DESK_TOKEN_SECRET ?? newAgentKey();
const port = Number(process.env.DESK_WEBSITE_PORT ?? 0);
let server: Awaited<ReturnType<typeof listenOnLoopback>>;
let shop: ReturnType<typeof website>;
let listener: Parameters<typeof listenOnLoopback>[0] = () => {};
const origin = () => `http://127.0.0.1:${server.port}`;
beforeAll(async () => {
  server = await listenOnLoopback((request, response) => listener(request, response), port);
});
const pages = supportPages(() => ({ tokenSecret, settings: { allowedOrigins: [origin()] } }));

let recipes: Awaited<ReturnType<typeof unpackRecipes>>;
beforeAll(async () => {
  recipes = await unpackRecipes(pages.desk().url);
  process.env.JWT_SECRET = tokenSecret;
  const { supportToken } = await import(join(recipes.folder, 'support-token.ts'));
  delete process.env.JWT_SECRET;
  shop = website(supportToken);
  listener = shop.listener;
});
afterAll(async () => {
  await server.close();
  await recipes.remove();
});

const recipe = (path: string) => readFile(join(recipes.folder, path), 'utf8');

async function visitShop(shown: Shown) {
  shop.show(shown);
  return pages.visit(origin());
}

describe('the support page', () => {
  test('in plain HTML', async () => {
    await useSupport(await visitShop({ document: await recipe('support.html') }));
  });

  test('in React', async () => {
    const script = await bundleApp(
      recipes.folder,
      `import { ContactForm } from './ContactForm.tsx';
       import { logOut } from './log-out.ts';
       import { Support } from './Support.tsx';
       import { start } from '${import.meta.dirname}/recipes/react-app.tsx';
       start({ Support, ContactForm, logOut });`,
    );
    const page = await visitShop({ script });
    await useSupport(page);
    await page.getByRole('link', { name: 'Contact' }).click();
    await send(page, 'By a callback', 'Hello.');
    await confirmation(page).waitFor();
  });

  test('in Vue', async () => {
    const script = await bundleApp(
      recipes.folder,
      `import { logOut } from './log-out.ts';
       import Support from './Support.vue';
       import { start } from '${import.meta.dirname}/recipes/vue-app.ts';
       start({ Support, logOut });`,
    );
    const [head = ''] = /(?<=<head>).*(?=<\/head>)/s.exec(await recipe('support.html')) ?? [];
    await useSupport(await visitShop({ script, head }));
  });

  test('by the README’s few lines', async () => {
    const markup = readmeMarkup(pages.desk().url);
    const page = await visitShop({ document: `<!doctype html><html lang="en"><title>Support</title><body>${markup}` });
    await page.getByRole('button', { name: 'Log in as Ann' }).click();
    await page.getByRole('link', { name: 'Support' }).click();
    await send(page, 'By the README', 'Hello.');
    await confirmation(page).waitFor();
    await page.reload();
    await page.locator('support-tickets').getByRole('button', { name: 'By the README' }).waitFor();
    expect(await attributesIn(page)).toEqual(await declaredAttributes());
  });
});

/** Returns the attributes that the elements observe, except those that should be properties. */
const attributesIn = (page: Page) =>
  page.evaluate(() =>
    ['support-form', 'support-tickets'].map((name) => {
      const { observedAttributes } = customElements.get(name) as unknown as { observedAttributes: string[] };
      return observedAttributes.filter((attribute) => !['token', 'gettoken'].includes(attribute));
    }),
  );

/** Returns the attributes declared for other websites, except `api`, which is read when an element starts. */
async function declaredAttributes(): Promise<string[][]> {
  const declarations = await recipe('support-elements.d.ts');
  const [form = [], tickets = []] = ['SupportAttributes', 'SupportTicketsAttributes'].map((name) => {
    const [body = ''] = new RegExp(`(?<=interface ${name}\\b[^{]*\\{).*?(?=\\n\\})`, 's').exec(declarations) ?? [];
    return [...body.matchAll(/^ {2}'?([\w-]+)'?\?:/gm)].map(([, attribute = '']) => attribute);
  });
  const watched = form.filter((attribute) => attribute !== 'api');
  return [watched, [...watched, ...tickets]];
}

test('the token endpoint in Express returns the right tokens and statuses, which nobody caches', () =>
  tryTokenEndpoint(origin(), pages.desk().url));
