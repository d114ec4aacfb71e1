import { existsSync } from 'node:fs';
import { type Browser, firefox } from 'playwright-core';

const installed = ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/snap/bin/firefox'];

/** Whether the tests run in Firefox: with the variable `TEST_BROWSER=firefox`. */
export const inFirefox = process.env.TEST_BROWSER === 'firefox';

/** Settings of a desktop with a mouse whose scroll bars lie over the page, as Chromium has them when it is headless. */
const firefoxUserPrefs = {
  'ui.useOverlayScrollbars': 1,
  // A fine pointer that hovers (https://searchfox.org/mozilla-central/source/widget/LookAndFeel.h).
  'ui.primaryPointerCapabilities': 6,
};

/** Launches the stock Firefox of this machine, release or ESR. */
export function launchFirefox(): Promise<Browser> {
  const executablePath = installed.find((path) => existsSync(path));
  return firefox.launch({
    channel: 'moz-firefox',
    firefoxUserPrefs,
    ...(executablePath !== undefined && { executablePath }),
  });
}
