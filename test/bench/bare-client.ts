import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { functionFile } from '#bin/build-desk.ts';
import { bundleEntries } from '#lib/bundle.ts';

const NAME = 'bare-document-client';

/** Bundles the document client alone, as an entry is bundled, beside the entries of `build`; returns the bundle's file. */
export async function bundleBareClient(build: string): Promise<string> {
  const file = join(import.meta.dirname, `${NAME}.ts`);
  await bundleEntries([{ name: NAME, file }], join(build, 'functions'));
  return functionFile(build, NAME);
}

/** Imports a bare client from a module of its own, called `copy`: warmed up by its own calls only, as an entry's client is. */
export async function importBareClient(
  build: string,
  copy: string,
): Promise<typeof import('./bare-document-client.ts')> {
  await bundleBareClient(build);
  const own = join(build, copy);
  await cp(join(build, 'functions', NAME), own, { recursive: true });
  return import(pathToFileURL(join(own, 'index.mjs')).href);
}
