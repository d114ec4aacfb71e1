import type { FieldError } from '#core/errors.ts';
import { normalizeText } from '#core/text/text.ts';
import type { MessageKind } from '#core/ticket/entry.ts';
import type { UploadedFile } from '#site/files/upload-job.ts';
import type { Staged } from './staged.ts';
import type { ThreadEntry } from './thread.ts';

/** A message as it is kept on the device until the desk has accepted it. */
export interface PendingMessage {
  /** Its Idempotency-Key: however often it is sent, it is added once. */
  readonly key: string;
  /** The author's id: only this agent's session sends it. */
  readonly agent: string;
  readonly ticketId: string;
  readonly kind: MessageKind;
  readonly body: string;
  readonly attachments: readonly UploadedFile[];
  readonly close: boolean;
  /** Additions of canned replies; the message stays on the device until they are set, too. */
  readonly staged?: Staged | undefined;
  /** The version of the ticket that the agent saw. */
  readonly version: number;
  /** The caret's position in the text. */
  readonly caret: number;
  /** When the agent sent it, in milliseconds since 1970, and its place among all that they did. */
  readonly sentAt: number;
  readonly turn: number;
  /** True if it has been on its way: before that it can be undone. */
  readonly sending: boolean;
}

/** A message that an agent has sent and the desk has not accepted yet. */
export interface OutgoingMessage extends PendingMessage {
  /** True if another tab sends it. */
  readonly elsewhere: boolean;
  /** Why it could not be sent so far; it is tried again. */
  readonly trouble?: string | undefined;
}

/** Returns true if a message can still be taken back, or closes its ticket or not, as the agent likes. */
export const isUndoable = ({ sending, elsewhere }: OutgoingMessage): boolean => !sending && !elsewhere;

/** Returns true if a message is this agent's. Messages that were kept before agents had ids have the name instead. */
export const isOwn = (
  { agent }: Pick<PendingMessage, 'agent'>,
  who: { readonly id: string; readonly name: string } | undefined,
): boolean => who !== undefined && (agent === who.id || agent === who.name);

/** Returns the files of a message that the desk says no message can claim, by the pointers to its mistakes. */
export const lostFiles = (
  { attachments }: Pick<PendingMessage, 'attachments'>,
  mistakes: readonly FieldError[],
): readonly UploadedFile[] =>
  attachments.filter((_, index) => mistakes.some(({ pointer }) => pointer === `#/attachments/${index}`));

/** Returns true if a thread has a message of this agent's already, though the answer to sending it is still on its way: it is shown once. */
export const isTaken = (
  { sending, kind, body, version }: Pick<OutgoingMessage, 'sending' | 'kind' | 'body' | 'version'>,
  entries: readonly ThreadEntry[],
  agentId: string | undefined,
): boolean =>
  sending &&
  entries.some(
    (entry) =>
      entry.version > version &&
      entry.kind === kind &&
      entry.author.type === 'agent' &&
      entry.author.id === agentId &&
      entry.message?.body === normalizeText(body),
  );
