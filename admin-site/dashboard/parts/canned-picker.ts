import { signal } from '@preact/signals';
import type { ComponentType, RefObject } from 'preact';
import type { Ticket } from '#dashboard/model/ticket.ts';

export interface CannedReplyPickerProps {
  /** The text field that keeps the focus, and whose keys choose. */
  readonly field: RefObject<HTMLTextAreaElement | null>;
  /** The text typed after `#`. */
  readonly query: string;
  readonly ticket: Pick<Ticket, 'id' | 'userName'>;
  /** Gets the chosen reply's text, its placeholders filled in. */
  readonly onPick: (text: string) => void;
  readonly onClose: () => void;
}

/** Offers canned replies, by code that loads beside the page; undefined until then. */
export const cannedPicker = signal<ComponentType<CannedReplyPickerProps> | undefined>(undefined);
