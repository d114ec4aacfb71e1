import { signal } from '@preact/signals';
import type { ComponentType, RefObject } from 'preact';
import type { MessageKind } from '#core/ticket/entry.ts';
import type { Staged } from '#dashboard/model/staged.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';

export interface CannedReplyPickerProps {
  /** The text field that keeps the focus, and whose keys choose. */
  readonly field: RefObject<HTMLTextAreaElement | null>;
  /** The text typed after `#`. */
  readonly query: string;
  readonly ticket: Pick<Ticket, 'id' | 'userName'>;
  /** Gets the chosen reply's text, its placeholders filled in, and what else it adds to the draft. */
  readonly onPick: (text: string, staged: Staged | undefined) => void;
  readonly onClose: () => void;
}

export interface StagedActionsProps {
  readonly ticketId: string;
  readonly kind: MessageKind;
}

/** The parts of canned replies in the composer, whose code loads beside the page. */
export interface CannedParts {
  readonly CannedReplyPicker: ComponentType<CannedReplyPickerProps>;
  readonly StagedActions: ComponentType<StagedActionsProps>;
  /** Returns a question to the agent if placeholders of canned replies still stand in a field, and selects the first; undefined if none does. */
  readonly askAboutUnfilled: (field: HTMLTextAreaElement | null, staged: Staged | undefined) => string | undefined;
}

/** Undefined until they are loaded. */
export const cannedParts = signal<CannedParts | undefined>(undefined);
