import type { Drafts } from '#site/customer/drafts.ts';
import { newKey } from '#site/customer/new-key.ts';

/** A reply that is being written; its key makes sending it again safe. */
export interface ReplyDraft {
  readonly text: string;
  readonly key: string;
}

const nameOf = (ticketId: string) => `reply:${ticketId}`;

export const emptyReply = (): ReplyDraft => ({ text: '', key: newKey() });

/** The reply kept for a ticket. */
export function storedReply(drafts: Drafts, ticketId: string): ReplyDraft {
  const isReply = ({ text, key }: Partial<ReplyDraft>) => typeof text === 'string' && typeof key === 'string';
  return drafts.load(nameOf(ticketId), isReply) ?? emptyReply();
}

export function keepReply(drafts: Drafts, ticketId: string, draft: ReplyDraft): void {
  drafts.save(nameOf(ticketId), draft.text === '' ? undefined : draft);
}
