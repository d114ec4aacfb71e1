import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';

/** Says why a list has no rows, by code that loads beside the page; undefined until then. */
export const emptyList = signal<ComponentType | undefined>(undefined);
