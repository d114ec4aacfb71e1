import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { buildSite } from '../admin-site/build.ts';
import { openApiDocument } from '../functions/http/openapi.ts';
import { bundleEntries } from '../lib/bundle.ts';
import { entries } from '../lib/entries.ts';
import { routes } from '../lib/routes.ts';

const root = join(import.meta.dirname, '..');

/** Where a build's parts are. */
export const functionFile = (directory: string, entry: string): string =>
  join(directory, 'functions', entry, 'index.mjs');
export const siteDirectory = (directory: string): string => join(directory, 'site');

/** Builds what is deployed, functions and site, into `directory`. */
export async function buildDesk(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  const files = entries.map((name) => ({ name, file: join(root, 'functions', `${name}.ts`) }));
  await Promise.all([
    bundleEntries(files, join(directory, 'functions')),
    buildSite(siteDirectory(directory), openApiDocument(routes)),
  ]);
}
