import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleEntries } from '../../lib/bundle.ts';
import { readsTokens, routes } from '../../lib/routes.ts';

const MAX_ENTRY_BYTES = 500_000;
const root = join(import.meta.dirname, '../..');
const entries = routes.map(({ entry }) => ({ name: entry, file: join(root, 'functions', `${entry}.ts`) }));

let outdir: string;
let metafiles: Record<string, Metafile>;
beforeAll(async () => {
  outdir = await mkdtemp(join(tmpdir(), 'support-desk-entries-'));
  metafiles = await bundleEntries(entries, outdir);
});
afterAll(() => rm(outdir, { recursive: true, force: true }));

/** Packages that an entry loads when it starts: what its index imports, and what that imports, but not what waits. */
function packagesAtStart(entry: string): Set<string> {
  const outputs = metafiles[entry]?.outputs ?? {};
  const packages = new Set<string>();
  const seen = new Set<string>();
  const visit = (file: string) => {
    const output = outputs[file];
    if (!output || seen.has(file)) return;
    seen.add(file);
    for (const input of Object.keys(output.inputs)) {
      const name = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1];
      if (name) packages.add(name);
    }
    for (const { path, kind } of output.imports) if (kind === 'import-statement') visit(path);
  };
  for (const file of Object.keys(outputs)) if (file.endsWith('/index.mjs')) visit(file);
  return packages;
}

const database = ['@aws-sdk/client-dynamodb', '@aws-sdk/lib-dynamodb'];

describe.each(routes.map((route) => [route.entry, route] as const))('the entry %s', (entry, route) => {
  it('stays within its byte budget, with everything it may load later', () => {
    const bytes = Object.values(metafiles[entry]?.outputs ?? {}).reduce((sum, output) => sum + output.bytes, 0);
    expect(bytes).toBeGreaterThan(1000);
    expect(bytes).toBeLessThan(MAX_ENTRY_BYTES);
  });

  it('loads what it uses and nothing else', () => {
    const packages = packagesAtStart(entry);
    const usesDatabase = route.caller === 'agent' || route.tickets.length > 0;
    expect(packages.has('@aws-lambda-powertools/logger')).toBe(true);
    expect(packages.has('jose')).toBe(readsTokens(route));
    for (const name of database) expect(packages.has(name), name).toBe(usesDatabase);
    expect(packages).not.toContain('@aws-sdk/client-ssm');
    expect([...packages].filter((name) => name.startsWith('@aws-sdk/credential-provider-'))).toEqual(
      usesDatabase ? ['@aws-sdk/credential-provider-env'] : [],
    );
  });
});
