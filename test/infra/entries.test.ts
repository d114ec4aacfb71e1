import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleEntries, bundleTogether } from '#lib/bundle.ts';
import { consumers } from '#lib/consumers.ts';
import { entries as names } from '#lib/entries.ts';
import { inboundMail } from '#lib/inbound-mail.ts';
import { mailEvents } from '#lib/mail-events.ts';
import type { FunctionNeeds } from '#lib/resources.ts';
import { needsOf } from '#lib/route-needs.ts';
import { routes } from '#lib/routes.ts';
import { scheduled } from '#lib/schedule.ts';
import { subscribers } from '#lib/subscribers.ts';

const MAX_ENTRY_BYTES = 500_000;
/** The SDK's client of S3, which is loaded once there is a file or a received mail. */
const FILES_BYTES = 250_000;
/** The parsers of received mail, and those who read it; the first has SES's client beside S3's. */
const MIME_BYTES = 300_000;
const readers: readonly string[] = [inboundMail.entry, 'accept-held-mail', 'get-formatted-mail'];
const root = join(import.meta.dirname, '../..');
const entries = names.map((name) => ({ name, file: join(root, 'functions', `${name}.ts`) }));

type Outputs = Metafile['outputs'];

let outdir: string;
/** All entries, bundled together: in a tenth of the time, and whatever holds of an entry's part of it holds of its own bundle, too. */
let together: Outputs;
beforeAll(async () => {
  outdir = await mkdtemp(join(tmpdir(), 'support-desk-entries-'));
  ({ outputs: together } = await bundleTogether(entries, outdir));
});
afterAll(() => rm(outdir, { recursive: true, force: true }));

/** Returns an entry's bundle alone, as it is deployed. */
async function alone(name: string): Promise<Outputs> {
  const metafiles = await bundleEntries(
    entries.filter((entry) => entry.name === name),
    join(outdir, 'alone'),
  );
  return metafiles[name]?.outputs ?? {};
}

/** Returns the files of an entry's bundle that are reached from its index by imports; without `later`, only those that are loaded at start. */
function filesOf(entry: string, outputs: Outputs, later = true): Outputs[string][] {
  const seen = new Map<string, Outputs[string]>();
  const visit = (file: string) => {
    const output = outputs[file];
    if (!output || seen.has(file)) return;
    seen.set(file, output);
    for (const { path, kind } of output.imports) if (later || kind === 'import-statement') visit(path);
  };
  for (const file of Object.keys(outputs)) if (file.endsWith(`/${entry}/index.mjs`)) visit(file);
  return [...seen.values()];
}

const sizeOf = (outputs: readonly Outputs[string][]): number => outputs.reduce((sum, { bytes }) => sum + bytes, 0);

/** Returns no less than the bytes of an entry's own bundle, which also has chunks that nothing imports any more. */
function mostBytes(entry: string): number {
  const imported = new Set(names.flatMap((name) => filesOf(name, together)));
  const unused = Object.values(together).filter((output) => !imported.has(output));
  return sizeOf([...filesOf(entry, together), ...unused]);
}

/** Returns the packages and Node modules that an entry loads at start: what its index imports, and their imports, but not what is imported later. */
function loadedAtStart(entry: string, outputs = together) {
  const packages = new Set<string>();
  const builtins = new Set<string>();
  for (const { inputs, imports } of filesOf(entry, outputs, false)) {
    for (const input of Object.keys(inputs)) {
      const name = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1];
      if (name) packages.add(name);
    }
    for (const { path, kind, external } of imports)
      if (external && kind === 'import-statement') builtins.add(path.replace(/^node:/, ''));
  }
  return { packages, builtins };
}

const needs = new Map<string, FunctionNeeds>([
  ...routes.map((route) => [route.entry, needsOf(route)] as const),
  ...[...consumers, ...subscribers, ...scheduled, mailEvents, inboundMail].map((one) => [one.entry, one] as const),
]);

const database = ['@aws-sdk/client-dynamodb', '@aws-sdk/lib-dynamodb'];

describe.each(names)('the function %s', (entry) => {
  it('stays within its byte budget, with everything it may load later', async () => {
    expect(sizeOf(filesOf(entry, together))).toBeGreaterThan(1000);
    const { uploads, files, receivedMail, replyKeys } = needs.get(entry)?.touches ?? {};
    const forFiles = uploads || files || receivedMail || replyKeys ? FILES_BYTES : 0;
    const budget = MAX_ENTRY_BYTES + forFiles + (readers.includes(entry) ? MIME_BYTES : 0);
    const bytes = mostBytes(entry);
    expect(bytes < budget ? bytes : sizeOf(Object.values(await alone(entry)))).toBeLessThan(budget);
  });

  it('loads only what it uses', () => {
    const { packages } = loadedAtStart(entry);
    const { tokenKeys, suppressionList, mails, events, uploads, files, receivedMail, replyKeys, ...tables } =
      needs.get(entry)?.touches ?? {};
    const usesDatabase = Object.keys(tables).length > 0;
    expect(packages.has('@aws-lambda-powertools/logger')).toBe(true);
    expect(packages.has('jose')).toBe(tokenKeys !== undefined);
    for (const name of database) expect(packages.has(name), name).toBe(usesDatabase);
    for (const name of ['@aws-sdk/client-ssm', '@aws-sdk/client-s3']) expect(packages).not.toContain(name);
    expect(packages.has('@aws-sdk/client-sesv2')).toBe((mails ?? suppressionList) !== undefined);
    expect(packages.has('@aws-sdk/client-eventbridge')).toBe(events !== undefined);
    expect([...packages].filter((name) => name.startsWith('@aws-sdk/credential-provider-'))).toEqual(
      usesDatabase || events ? ['@aws-sdk/credential-provider-env'] : [],
    );
  });

  it('does not import node:http, which loads a WebSocket and a second HTTP client: 30 ms of a cold start', () => {
    expect(loadedAtStart(entry).builtins).not.toContain('http');
  });
});

it.each(['check-access', 'list-own-tickets', inboundMail.entry])(
  'the bundle of %s alone has nothing that it hasn’t in the bundle of all',
  async (entry) => {
    const outputs = await alone(entry);
    expect(sizeOf(Object.values(outputs))).toBeLessThanOrEqual(mostBytes(entry));
    const [own, all] = [loadedAtStart(entry, outputs), loadedAtStart(entry)];
    expect([...own.packages].filter((name) => !all.packages.has(name))).toEqual([]);
    expect([...own.builtins].filter((name) => !all.builtins.has(name))).toEqual([]);
  },
);
