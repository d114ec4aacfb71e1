import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';

interface ExportProps {
  /** Has the browser save a file. */
  readonly save: (blob: Blob, name: string) => void;
}

/** Exports the list, by code that loads beside the page; undefined until then. */
export const exportButton = signal<ComponentType<ExportProps> | undefined>(undefined);
