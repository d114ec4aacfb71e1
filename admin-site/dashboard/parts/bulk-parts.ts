import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import type { Desk } from '#dashboard/desk/desk.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';

/** Parts that mark rows and change all marked tickets at once, by code that loads beside the page. */
export interface BulkParts {
  readonly RowMark: ComponentType<{ readonly ticket: Ticket; readonly isTabStop: boolean }>;
  /** In the head of the list. */
  readonly SelectButton: ComponentType;
  /** Below the list. */
  readonly BulkBar: ComponentType;
  /** Has keys and clicks mark rows. */
  readonly connect: (desk: Desk) => void;
}

/** Undefined until they are loaded. */
export const bulkParts = signal<BulkParts | undefined>(undefined);
