import { signal } from '@preact/signals';
import type { ComponentType, RefObject } from 'preact';
import type { Attachment } from '#core/files/attachment.ts';
import type { MessageKind } from '#core/ticket/entry.ts';
import type { Desk } from '#dashboard/desk/desk.ts';

/** The message that is being written. */
export interface DraftProps {
  readonly ticketId: string;
  readonly kind: MessageKind;
  /** The field of its text. */
  readonly field: RefObject<HTMLTextAreaElement | null>;
}

/** Views for files, whose code loads beside the page. */
export interface FileParts {
  /** The files of the message that is being written; takes those that are pasted into its form or dropped on its ticket. */
  readonly ComposerFiles: ComponentType<DraftProps>;
  readonly AttachButton: ComponentType<DraftProps>;
  /** The files of a message; without a ticket those of one that the desk hasn't accepted yet. */
  readonly MessageFiles: ComponentType<{ readonly ticketId?: string; readonly files: readonly Attachment[] }>;
  /** Returns the reason why a message can't be sent with its files as they are, in words for the agent. */
  readonly cannotSend: (desk: Desk, ticketId: string, kind: MessageKind) => string | undefined;
}

/** Undefined until they are loaded, without which messages have only the names of their files. */
export const fileParts = signal<FileParts | undefined>(undefined);
