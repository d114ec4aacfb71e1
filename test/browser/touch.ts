import type { Locator, Page } from 'playwright-core';
import { inFirefox } from './firefox.ts';

/** Taps with a finger; in Firefox, where Playwright has none, with the mouse. */
export const tap = (target: Locator): Promise<void> => (inFirefox ? target.click() : target.tap());

/** The same at a place of the window, in CSS pixels. */
export const tapAt = (page: Page, x: number, y: number): Promise<void> =>
  inFirefox ? page.mouse.click(x, y) : page.touchscreen.tap(x, y);
