import { once } from 'node:events';
import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { launchBrowser, openPage } from '#test/browser/browser.ts';
import { unpackRecipes } from '#test/browser/recipes/recipes.ts';
import { tryTokenEndpoint } from '#test/browser/recipes/token-endpoint.ts';
import { useSupport } from '#test/browser/recipes/use-support.ts';
import { cacheFolder } from '#test/cache-folder.ts';
import { freePort } from './free-port.ts';
import { run, start } from './shell.ts';
import { step } from './step.ts';

/** Runs the recipes whose frameworks `npm test` doesn't install, on the desk at `url`, which allows a website on `port`. */
export async function recipesAsDocumented(url: string, port: number): Promise<void> {
  const { folder, remove } = await unpackRecipes(url);
  await tryFastApi(url, folder);
  await tryNext(url, folder, port);
  await remove();
}

async function tryFastApi(desk: string, recipes: string): Promise<void> {
  const port = await freePort();
  const website = join(import.meta.dirname, 'fastapi-website');
  await step('the token endpoint in FastAPI', async () => {
    const env = { ...process.env, PYTHONPATH: `${recipes}:${website}`, PYTHONDONTWRITEBYTECODE: '1' };
    const server = start('uvicorn', ['website:app', '--host', '127.0.0.1', '--port', String(port)], {
      cwd: recipes,
      env,
    });
    await up(server, `http://127.0.0.1:${port}`);
    await tryTokenEndpoint(`http://127.0.0.1:${port}`, desk);
    await end(server);
  });
}

async function tryNext(desk: string, recipes: string, port: number): Promise<void> {
  const source = join(import.meta.dirname, 'next-website');
  const website = await step('install Next', () => installNext(source));
  for (const old of ['app', '.next']) await rm(join(website, old), { recursive: true, force: true });
  await cp(source, website, { recursive: true });
  for (const path of ['app', 'Support.tsx', 'log-out.ts', 'support-elements.d.ts']) {
    await cp(join(recipes, path), join(website, path), { recursive: true });
  }
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' };
  const next = join(website, 'node_modules/.bin/next');
  await step('build a website with Next', () => run(`'${next}' build`, website, env));
  await step('the support page and the token endpoint in Next', async () => {
    const server = start(next, ['start', '--hostname', '127.0.0.1', '--port', String(port)], { cwd: website, env });
    const origin = `http://127.0.0.1:${port}`;
    await up(server, origin);
    await tryTokenEndpoint(origin, desk);
    const browser = await launchBrowser();
    const { page, complaints } = await openPage(browser);
    await page.goto(origin);
    await useSupport(page);
    await browser.close();
    if (complaints.length > 0) throw new Error(complaints.join('\n'));
    await end(server);
  });
}

/** Installs Next, once for each version of it and of its dependencies. Returns the folder. */
async function installNext(source: string): Promise<string> {
  const wanted = await readFile(join(source, 'package.json'), 'utf8');
  const folder = join(cacheFolder, `next-${JSON.parse(wanted).dependencies.next}`);
  const installed = join(folder, 'installed.json');
  if ((await readFile(installed, 'utf8').catch(() => '')) !== wanted) {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    await cp(join(source, 'package.json'), join(folder, 'package.json'));
    await run('npm install --ignore-scripts --no-audit --no-fund --no-update-notifier', folder);
    await cp(join(folder, 'package.json'), installed);
  }
  return folder;
}

/** Waits until a started server responds. */
async function up(server: ReturnType<typeof start>, url: string): Promise<void> {
  let log = '';
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (text) => (log += text));
  for (const deadline = Date.now() + 60_000; server.exitCode === null && Date.now() < deadline; await setTimeout(100)) {
    if (
      await fetch(url).then(
        () => true,
        () => false,
      )
    )
      return;
  }
  throw new Error(`${url} did not start:\n${log}`);
}

/** Ends a server and frees its port. */
async function end(server: ReturnType<typeof start>): Promise<void> {
  server.kill();
  if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
}
