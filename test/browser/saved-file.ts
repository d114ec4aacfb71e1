import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { downloadsFolder, inFirefox } from './firefox.ts';

/** The file that the browser saves when `act` is done. */
export async function saved(page: Page, act: () => Promise<unknown>): Promise<{ name: string; text: string }> {
  if (inFirefox) return savedByFirefox(act);
  const [download] = await Promise.all([page.waitForEvent('download'), act()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
}

/** Playwright knows downloads by a number that Firefox does not give them: the file itself is waited for. */
async function savedByFirefox(act: () => Promise<unknown>): Promise<{ name: string; text: string }> {
  const files = async () => (await readdir(downloadsFolder)).filter((name) => !name.endsWith('.part'));
  await act();
  await expect.poll(files, { timeout: 30_000 }).toHaveLength(1);
  const [name = ''] = await files();
  const path = join(downloadsFolder, name);
  // It has its name before it has its text.
  await expect.poll(() => readFile(path, 'utf8')).toMatch(name.endsWith('.csv') ? /\n$/ : /./);
  const text = await readFile(path, 'utf8');
  await rm(path);
  return { name, text };
}
