import { signal } from '@preact/signals';
import type { textParts } from '#core/text/links.ts';

/** Finds what a text names; undefined until its code is loaded, without which every text can be read. */
export const linker = signal<typeof textParts | undefined>(undefined);

/** Loads it, and makes links of what is named once nothing is selected: a new link would take the selection away. */
export async function loadLinker(): Promise<void> {
  // Without it texts stay texts. There is nothing to do about it, and a browser keeps a module that failed.
  const loaded = await import('#core/text/links.ts').catch(() => undefined);
  const take = () => {
    if (getSelection()?.type === 'Range') return;
    document.removeEventListener('selectionchange', take);
    linker.value = loaded?.textParts;
  };
  document.addEventListener('selectionchange', take);
  take();
}

/** Scripts that are written from the right, and controls that turn text around: there a link, which is set from the left, moves what is beside it. */
const turns =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}\p{Bidi_Control}]/u;

/** Returns true if a text that is being read stays where it is when what it names becomes links. */
export const staysInPlace = (text: string): boolean => !turns.test(text);
