import type { TestContext } from 'vitest';
import { inFirefox } from './firefox.ts';

/** Features that Playwright lacks in a stock Firefox, and so no test there can use. */
const reasons = {
  composing: 'Playwright speaks to no input method of Firefox',
  colours: 'Playwright sets no colour scheme in Firefox',
  touch: 'Playwright gives a page of Firefox no finger, nor what is styled for one',
  frames: 'Playwright’s clicks and keys reach no frame of another origin in Firefox',
} as const;

/** Leaves a test out of Firefox, for a reason that its report has. */
export const skipInFirefox = ({ skip }: TestContext, lacking: keyof typeof reasons): void =>
  skip(inFirefox, reasons[lacking]);
