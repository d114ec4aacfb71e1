import { createModel, signal } from '@preact/signals';
import type { MessageKind } from '#core/ticket/entry.ts';
import type { PendingMessage } from '#dashboard/model/outgoing-message.ts';
import { withEntry } from '#dashboard/model/with-entry.ts';
import type { Device } from '#dashboard/storage/device.ts';
import { type Drafts, draftKey, draftOf, keepDrafts, type Notices, withDraft } from '#dashboard/storage/drafts.ts';

export type Composer = InstanceType<typeof Composer>;

/** The agent's texts; drafts and notices stay on the device. */
export const Composer = createModel((device: Device, clock: () => number) => {
  /** The kind of message that the composer writes. */
  const writing = signal<MessageKind>('reply');
  const drafts = signal<Drafts>(new Map());
  /** Notes for the agent to read before they send a draft again. */
  const notices = signal<Notices>(new Map());
  /** The caret's position for an agent who has just undone a message, until it is set. */
  const restoredCaret = signal<number | undefined>(undefined);

  return {
    writing,
    drafts,
    notices,
    restoredCaret,
    /** Keeps what an agent types. */
    writeDraft: keepDrafts({ drafts, notices }, device, clock),
    /** Removes the draft of a message that was sent. */
    sent({ ticketId, kind }: PendingMessage): void {
      drafts.value = withDraft(drafts.value, ticketId, kind, '');
    },
    /** Makes a message's text a draft again, before what has been written since. */
    giveBack({ ticketId, kind, body }: Pick<PendingMessage, 'ticketId' | 'kind' | 'body'>): void {
      const written = draftOf(drafts.value, ticketId, kind);
      drafts.value = withDraft(drafts.value, ticketId, kind, written === '' ? body : `${body}\n\n${written}`);
    },
    /** Has the agent go on with a message's text where they were in it. */
    resume({ kind, caret }: PendingMessage): void {
      writing.value = kind;
      restoredCaret.value = caret;
    },
    setNotice({ ticketId, kind }: PendingMessage, text: string): void {
      notices.value = withEntry(notices.value, draftKey(ticketId, kind), text);
    },
  };
});
