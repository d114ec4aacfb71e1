import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleEntries } from '#lib/bundle.ts';
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

let outdir: string;
let metafiles: Record<string, Metafile>;
beforeAll(async () => {
  outdir = await mkdtemp(join(tmpdir(), 'support-desk-entries-'));
  metafiles = await bundleEntries(entries, outdir);
});
afterAll(() => rm(outdir, { recursive: true, force: true }));

/** Returns the packages and Node modules that an entry loads at start: what its index imports, and their imports, but not what is imported later. */
function loadedAtStart(entry: string) {
  const outputs = metafiles[entry]?.outputs ?? {};
  const packages = new Set<string>();
  const builtins = new Set<string>();
  const seen = new Set<string>();
  const visit = (file: string) => {
    const output = outputs[file];
    if (!output || seen.has(file)) return;
    seen.add(file);
    for (const input of Object.keys(output.inputs)) {
      const name = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1];
      if (name) packages.add(name);
    }
    for (const { path, kind, external } of output.imports) {
      if (kind !== 'import-statement') continue;
      if (external) builtins.add(path.replace(/^node:/, ''));
      else visit(path);
    }
  };
  for (const file of Object.keys(outputs)) if (file.endsWith('/index.mjs')) visit(file);
  return { packages, builtins };
}

const needs = new Map<string, FunctionNeeds>([
  ...routes.map((route) => [route.entry, needsOf(route)] as const),
  ...[...consumers, ...subscribers, ...scheduled, mailEvents, inboundMail].map((one) => [one.entry, one] as const),
]);

const database = ['@aws-sdk/client-dynamodb', '@aws-sdk/lib-dynamodb'];

describe.each(names)('the function %s', (entry) => {
  it('stays within its byte budget, with everything it may load later', () => {
    const bytes = Object.values(metafiles[entry]?.outputs ?? {}).reduce((sum, output) => sum + output.bytes, 0);
    expect(bytes).toBeGreaterThan(1000);
    const { uploads, files, receivedMail, replyKeys } = needs.get(entry)?.touches ?? {};
    const forFiles = uploads || files || receivedMail || replyKeys ? FILES_BYTES : 0;
    expect(bytes).toBeLessThan(MAX_ENTRY_BYTES + forFiles + (readers.includes(entry) ? MIME_BYTES : 0));
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
