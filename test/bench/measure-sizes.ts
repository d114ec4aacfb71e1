import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { consumers } from '#lib/consumers.ts';
import { entries } from '#lib/entries.ts';
import { inboundMail } from '#lib/inbound-mail.ts';
import type { FunctionNeeds } from '#lib/resources.ts';
import { needsOf } from '#lib/route-needs.ts';
import { routes } from '#lib/routes.ts';
import { scheduled } from '#lib/schedule.ts';
import { subscribers } from '#lib/subscribers.ts';
import { atMost, type Figure } from './figure.ts';

/** The maximum size of an entry, with everything it imports at any time: of any, and of one that has nothing to do with files. */
const MAX_ENTRY_KB = 1000;
const MAX_WITHOUT_FILES_KB = 500;

const needs: readonly (FunctionNeeds & { readonly entry: string })[] = [
  ...routes.map((route) => ({ ...needsOf(route), entry: route.entry })),
  ...[...consumers, ...subscribers, ...scheduled, inboundMail],
];
const hasFiles = (entry: string): boolean =>
  needs.some(
    ({ entry: name, touches }) =>
      name === entry && (touches.uploads ?? touches.files ?? touches.receivedMail) !== undefined,
  );

/** Measures the largest functions of any desk as uploaded, before compression. */
export async function measureSizes(build: string): Promise<Figure[]> {
  const sizes = await Promise.all(
    entries.map(async (entry) => ({ entry, kilobytes: await kilobytes(join(build, 'functions', entry)) })),
  );
  const largest = (of: typeof sizes) => of.reduce((a, b) => (a.kilobytes > b.kilobytes ? a : b));
  const [any, other] = [largest(sizes), largest(sizes.filter(({ entry }) => !hasFiles(entry)))];
  return [
    atMost(`largest entry, kB (${any.entry})`, any.kilobytes, MAX_ENTRY_KB, 0),
    atMost(`largest entry without files, kB (${other.entry})`, other.kilobytes, MAX_WITHOUT_FILES_KB, 0),
  ];
}

/** Returns the size of the files in a folder, in units of 1,000 bytes. */
export async function kilobytes(folder: string): Promise<number> {
  const files = await readdir(folder);
  const bytes = await Promise.all(files.map(async (file) => (await stat(join(folder, file))).size));
  return bytes.reduce((sum, size) => sum + size, 0) / 1000;
}
