import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openApiDocument } from '#http/openapi/openapi.ts';
import { bundleEntries, bundleTogether } from '#lib/bundle.ts';
import { entries } from '#lib/entries.ts';
import { routes } from '#lib/routes.ts';
import { buildSite } from '#site/build.ts';

const root = join(import.meta.dirname, '..');

/** The folders of a build's parts. */
export const functionFile = (directory: string, entry: string): string =>
  join(directory, 'functions', entry, 'index.mjs');
export const siteDirectory = (directory: string): string => join(directory, 'site');

/** Builds what is deployed, functions and site, into `directory`; the support page leads back to a `website`. */
export const buildDesk = (directory: string, website?: string): Promise<void> =>
  buildWith(bundleEntries, directory, website);

/** Builds the same for a desk on this machine, in a fraction of the time: functions share what they have in common. */
export const buildLocalDesk = (directory: string, website?: string): Promise<void> =>
  buildWith(bundleTogether, directory, website);

async function buildWith(
  bundle: typeof bundleEntries | typeof bundleTogether,
  directory: string,
  website: string | undefined,
): Promise<void> {
  await mkdir(directory, { recursive: true });
  const files = entries.map((name) => ({ name, file: join(root, 'functions', `${name}.ts`) }));
  await Promise.all([
    bundle(files, join(directory, 'functions')),
    buildSite(siteDirectory(directory), openApiDocument(routes), website),
  ]);
}
