import { inflateSync } from 'node:zlib';
import type { Page } from 'playwright-core';

/** A page of paper: how many pieces of text are on it, and where its links lead. */
export interface Sheet {
  readonly texts: number;
  readonly links: readonly string[];
}

/** Prints what a page shows, as its browser does on A4, and returns the sheets. It reads PDF as Chromium writes it, and no other. */
export async function printed(page: Page): Promise<readonly Sheet[]> {
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
  const objects = new Map(
    [...pdf.matchAll(/^(\d+) 0 obj\n(.*?)\nendobj/gms)].map(([, id = '', body = '']) => [id, body]),
  );
  const object = (reference = '') => objects.get(reference) ?? '';
  const content = (body: string): string => {
    const [, stream = ''] = /stream\n(.*)\nendstream/s.exec(body) ?? [];
    return inflateSync(Buffer.from(stream, 'latin1')).toString('latin1');
  };
  return [...objects.values()]
    .filter((body) => /\/Type \/Page\b/.test(body))
    .map((body) => ({
      texts: content(object(/\/Contents (\d+) 0 R/.exec(body)?.[1])).match(/\bTj\b|\bTJ\b/g)?.length ?? 0,
      links: [...(/\/Annots \[(.*?)\]/s.exec(body)?.[1]?.matchAll(/(\d+) 0 R/g) ?? [])].flatMap(
        ([, id]) => /\/URI \((.*?)\)/.exec(object(id))?.[1] ?? [],
      ),
    }));
}
