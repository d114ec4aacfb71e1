import { existsSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type LaunchOptions,
  type Page,
  type Response,
} from 'playwright-core';
import { keepBodies } from './answered.ts';
import { bundledChromium } from './bundled-chromium.ts';
import { inFirefox, launchFirefox } from './firefox.ts';
import { followRequests } from './under-way.ts';

const systemChromiums = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/snap/bin/chromium'];

/** Console messages of the browser itself about a response that isn't a 2xx, of being offline, of a sandbox, or of the icon that Firefox asks of every website: no mistake of the page. */
const notes =
  /^(Failed to load resource|Unsafe attempt to initiate navigation|Blocked opening|Cross-Origin Request Blocked|Loading module from .* was blocked)|\/favicon\.ico/;

/** Firefox's message about axe-core, which speaks to frames, too. */
const noOrigin = /postMessage.*does not match the recipient window’s origin \(‘null’\)/;

/** Firefox's message about an init script that fills the storage, run in `about:blank` before the page under test. */
const noStorage = /The operation is insecure/;

/** The browser stays off the network but for the pages under test. */
const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Launches the first browser this machine has: Chrome, Edge, the system's Chromium, the one carried by npm (Linux x64),
 * the one playwright-core downloaded. Without any it throws an error whose message says what to install.
 */
export async function launchBrowser(): Promise<Browser> {
  if (inFirefox) return launchFirefox();
  const refusals: string[] = [];
  for (const choice of launched ? [launched] : choices()) {
    try {
      const browser = await chromium.launch({ args: quiet, ...(await choice()) });
      launched = choice;
      return browser;
    } catch (error) {
      refusals.push(String(error).split('\n')[0] ?? '');
    }
  }
  throw new Error(
    `No browser for the tests: install Google Chrome or Chromium, or run "npx playwright-core install chromium". Tried: ${refusals.join('; ')}`,
  );
}

/** The first of them that this process could launch: each that fails leaves temporary folders behind. */
let launched: (() => Promise<LaunchOptions>) | undefined;

function choices(): (() => Promise<LaunchOptions>)[] {
  const installed = systemChromiums.filter((path) => existsSync(path));
  const carried = process.platform === 'linux' && process.arch === 'x64' ? [bundledChromium] : [];
  return [
    async () => ({ channel: 'chrome' }),
    async () => ({ channel: 'msedge' }),
    ...installed.map((executablePath) => async () => ({ executablePath })),
    ...carried.map((find) => async () => {
      const { executablePath, env } = await find();
      return { executablePath, env: { ...process.env, ...env } };
    }),
    async () => ({}),
  ];
}

/** A page in a context of its own, and everything in it that should not have happened. */
export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** One line each, "content security policy: …", "console error: …", "page error: …" or "dialog: …"; empty when all is well. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/**
 * Opens an empty page in a fresh context (no cookies, no storage); `options` are playwright's: viewport, colorScheme,
 * reducedMotion, permissions … `visit.context.setOffline(true)` takes it off the network.
 */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  context.setDefaultTimeout(40_000);
  const complaints: string[] = [];
  await context.exposeBinding('reportViolation', (_, violation: string) => {
    complaints.push(`content security policy: ${violation}`);
  });
  await context.addInitScript(() => {
    const { reportViolation } = globalThis as unknown as { reportViolation(violation: string): void };
    document.addEventListener(
      'securitypolicyviolation',
      ({ effectiveDirective, blockedURI, sourceFile, lineNumber }) => {
        // Firefox asks every website for it.
        if (blockedURI.endsWith('/favicon.ico')) return;
        reportViolation(`${effectiveDirective} blocked ${blockedURI} at ${sourceFile}:${lineNumber}`);
      },
    );
  });
  await keepBodies(context);
  followRequests(context);
  context.on('console', (message) => {
    if (message.type() !== 'error' || notes.test(message.text())) return;
    complaints.push(`console error: ${message.text()}`);
  });
  context.on('weberror', (error) => {
    const text = String(error.error());
    if (notes.test(text) || (inFirefox && (noStorage.test(text) || noOrigin.test(text)))) return;
    complaints.push(`page error: ${error.error()}`);
  });
  context.on('dialog', async (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  return { page: await context.newPage(), context, complaints, close: () => context.close() };
}

/** Resolves once the page has an answer and has had time to show it. The browser's protocol reports no end of a 304. */
export async function taken(response: Promise<Response>): Promise<void> {
  const answer = await response;
  if (answer.status() !== 304) await answer.finished();
  await answer.frame().evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
}

/** Accessibility mistakes that axe-core finds in the page as it is now, one line each; shadow trees are included, frames are not. */
export async function axeViolations(page: Page): Promise<string[]> {
  // What it has to say of everything that is right takes a third of the time.
  const builder = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations } = await builder.analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help} (${target.join(' ')}) ${failureSummary}`),
  );
}
