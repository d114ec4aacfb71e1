import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, firefox } from 'playwright-core';

const installed = [
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/snap/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
];

/** True if the tests run in Firefox: with the variable `TEST_BROWSER=firefox`. */
export const inFirefox = process.env.TEST_BROWSER === 'firefox';

/** Settings of a desktop with a mouse whose scroll bars lie over the page, as Chromium has them when it is headless. */
const firefoxUserPrefs = {
  'ui.useOverlayScrollbars': 1,
  // A fine pointer that hovers (https://searchfox.org/mozilla-central/source/widget/LookAndFeel.h).
  'ui.primaryPointerCapabilities': 6,
  // No page is kept for the Back button: Playwright waits for its load event for ever.
  'browser.sessionhistory.max_total_viewers': 0,
};

/** The folder for a test's downloads in Firefox. */
export const downloadsFolder = join(tmpdir(), `support-desk-downloads-${process.pid}`);

/** The stock Firefox of this machine, release or ESR, if it has one. */
export const firefoxExecutable = installed.find((path) => existsSync(path));

/** Launches it; without it throws an error whose message says what to install. */
export async function launchFirefox(): Promise<Browser> {
  if (firefoxExecutable === undefined) throw new Error(`No Firefox for the tests: none of ${installed.join(', ')}.`);
  mkdirSync(downloadsFolder, { recursive: true });
  const browser = await firefox.launch({
    channel: 'moz-firefox',
    executablePath: firefoxExecutable,
    firefoxUserPrefs,
    downloadsPath: downloadsFolder,
  });
  browser.once('disconnected', () => rmSync(downloadsFolder, { recursive: true, force: true }));
  return browser;
}
