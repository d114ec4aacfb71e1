import type { Page } from 'playwright-core';
import { getDocumentProxy } from 'unpdf';
import { inFirefox } from './firefox.ts';

/** A page of paper: its text, and where its links lead. */
export interface Sheet {
  readonly text: string;
  readonly links: readonly string[];
}

/** Playwright hands inches on to Firefox, which takes them for centimetres. */
const a4 = inFirefox ? { width: '21in', height: '29.7in' } : { format: 'A4' };

/** Prints what a page shows, as its browser does on A4, and returns the sheets. */
export async function printed(page: Page): Promise<readonly Sheet[]> {
  const file = await page.pdf(a4);
  const pdf = await getDocumentProxy(new Uint8Array(file));
  const sheets: Sheet[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const sheet = await pdf.getPage(number);
    const [{ items }, annotations] = await Promise.all([sheet.getTextContent(), sheet.getAnnotations()]);
    sheets.push({
      text: items.map((item) => ('str' in item ? item.str : '')).join(' '),
      // Firefox makes one of each line.
      links: [...new Set(annotations.flatMap(({ unsafeUrl }) => unsafeUrl ?? []))],
    });
  }
  await pdf.cleanup();
  return sheets;
}

/** Shows on the screen what is printed. Playwright emulates no paper in Firefox: there the rules for it apply to every medium. */
export async function showAsPrinted(page: Page): Promise<void> {
  if (!inFirefox) return page.emulateMedia({ media: 'print' });
  await page.evaluate(() => {
    const roots: (Document | ShadowRoot)[] = [document];
    // Grows while it is walked.
    for (const root of roots)
      for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) roots.push(shadowRoot);
    for (const root of roots)
      for (const sheet of [...root.styleSheets, ...root.adoptedStyleSheets])
        for (const rule of sheet.cssRules)
          if (rule instanceof CSSMediaRule && rule.media.mediaText === 'print') rule.media.mediaText = 'all';
  });
}
