import type { Drafts } from '#site/customer/drafts.ts';
import type { UploadedFile } from '#site/customer/files-script.ts';
import { newKey } from '#site/customer/new-key.ts';

/** A reply that the customer is writing; `key` is its idempotency key, so that it can be sent again safely. */
export interface ReplyDraft {
  readonly text: string;
  readonly key: string;
  /** Absent from a draft of an earlier version. */
  readonly files?: readonly UploadedFile[];
}

const nameOf = (ticketId: string) => `reply:${ticketId}`;

export const emptyReply = (): ReplyDraft => ({ text: '', key: newKey() });

/** Returns the reply stored for a ticket, or an empty one. */
export function storedReply(drafts: Drafts, ticketId: string): ReplyDraft {
  const isReply = ({ text, key }: Partial<ReplyDraft>) => typeof text === 'string' && typeof key === 'string';
  return drafts.load(nameOf(ticketId), isReply) ?? emptyReply();
}

export function keepReply(drafts: Drafts, ticketId: string, draft: ReplyDraft): void {
  drafts.save(nameOf(ticketId), draft.text === '' && !draft.files?.length ? undefined : draft);
}
