import { createModel, signal } from '@preact/signals';
import { type MessageKind, messageKinds } from '#core/ticket/entry.ts';
import type { PendingMessage } from '#dashboard/model/outgoing-message.ts';
import { joinedStaged, type Staged } from '#dashboard/model/staged.ts';
import { withEntry } from '#dashboard/model/with-entry.ts';
import type { Device } from '#dashboard/storage/device.ts';
import { type DraftFiles, filesOf, keepDraftFiles, withFile, withoutFiles } from '#dashboard/storage/draft-files.ts';
import { keepStaged, type StagedByDraft } from '#dashboard/storage/draft-staged.ts';
import { type Drafts, draftKey, draftOf, keepDrafts, type Notices, withDraft } from '#dashboard/storage/drafts.ts';
import type { UploadedFile } from '#site/files/upload-job.ts';

type GivenBack = Pick<PendingMessage, 'ticketId' | 'kind' | 'body'> &
  Partial<Pick<PendingMessage, 'attachments' | 'staged'>>;

export type Composer = InstanceType<typeof Composer>;

/** The agent's texts and their files; drafts and notices stay on the device. */
export const Composer = createModel((device: Device, clock: () => number) => {
  /** The kind of message that the composer writes. */
  const writing = signal<MessageKind>('reply');
  const drafts = signal<Drafts>(new Map());
  /** Uploaded files of drafts. */
  const files = signal<DraftFiles>(new Map());
  /** Notes for the agent to read before they send a draft again. */
  const notices = signal<Notices>(new Map());
  /** The caret's position for an agent who has just undone a message, until it is set. */
  const restoredCaret = signal<number | undefined>(undefined);

  /** Additions of canned replies to drafts, besides text. */
  const staged = signal<StagedByDraft>(new Map());

  keepDraftFiles(files, device, clock);
  keepStaged(staged, device, clock);
  const keepText = keepDrafts({ drafts, notices }, device, clock);

  function stage(ticketId: string, kind: MessageKind, value: Staged | undefined): void {
    staged.value = withEntry(staged.value, draftKey(ticketId, kind), value);
  }

  function addFile(ticketId: string, kind: MessageKind, file: UploadedFile): void {
    files.value = withFile(files.value, ticketId, kind, file);
  }

  /** Removes the draft of a message that was sent. */
  function sent({ ticketId, kind, attachments }: Pick<PendingMessage, 'ticketId' | 'kind' | 'attachments'>): void {
    drafts.value = withDraft(drafts.value, ticketId, kind, '');
    stage(ticketId, kind, undefined);
    files.value = withoutFiles(
      files.value,
      ticketId,
      kind,
      attachments.map(({ id }) => id),
    );
  }

  /** Makes a message's text a draft again, before what has been written since, with its files. */
  function giveBack({ ticketId, kind, body, attachments = [], staged: before }: GivenBack): void {
    for (const file of attachments) addFile(ticketId, kind, file);
    const now = staged.value.get(draftKey(ticketId, kind));
    stage(ticketId, kind, joinedStaged(before, now));
    const written = draftOf(drafts.value, ticketId, kind);
    drafts.value = withDraft(drafts.value, ticketId, kind, [body, written].filter(Boolean).join('\n\n'));
  }

  function setNotice({ ticketId, kind }: Pick<PendingMessage, 'ticketId' | 'kind'>, text: string): void {
    notices.value = withEntry(notices.value, draftKey(ticketId, kind), text);
  }

  return {
    writing,
    drafts,
    files,
    staged,
    notices,
    restoredCaret,
    /** Keeps what an agent types. */
    writeDraft(ticketId: string, kind: MessageKind, text: string): void {
      keepText(ticketId, kind, text);
      // An agent who deletes all of it begins anew.
      if (text === '') stage(ticketId, kind, undefined);
    },
    stage,
    filesOf: (ticketId: string, kind: MessageKind) => filesOf(files.value, ticketId, kind),
    addFile,
    removeFile(ticketId: string, kind: MessageKind, id: string): void {
      files.value = withoutFiles(files.value, ticketId, kind, [id]);
    },
    sent,
    giveBack,
    /** Has the drafts about a ticket that was merged go on about the one that survives. */
    follow(ticketId: string, survivor: string): void {
      for (const kind of messageKinds) {
        const key = draftKey(ticketId, kind);
        const draft = {
          ticketId,
          kind,
          body: draftOf(drafts.value, ticketId, kind),
          attachments: filesOf(files.value, ticketId, kind),
          staged: staged.value.get(key),
        };
        const notice = notices.value.get(key);
        const moved = { ...draft, ticketId: survivor };
        giveBack(moved);
        if (notice) setNotice(moved, notice);
        sent(draft);
      }
    },
    /** Has the agent go on with a message's text where they were in it. */
    resume({ kind, caret }: PendingMessage): void {
      writing.value = kind;
      restoredCaret.value = caret;
    },
    setNotice,
  };
});
