import { newKey } from '../customer/written.ts';

/** A reply that is being written; its key makes sending it again safe. */
export interface ReplyDraft {
  readonly text: string;
  readonly key: string;
}

const slot = (ticketId: string) => `support-tickets:reply:${ticketId}`;

export const emptyReply = (): ReplyDraft => ({ text: '', key: newKey() });

/** The reply kept for a ticket, for as long as the tab lives, so that a reload loses no word. */
export function storedReply(ticketId: string): ReplyDraft {
  try {
    const kept = JSON.parse(sessionStorage.getItem(slot(ticketId)) ?? 'null');
    return typeof kept?.text === 'string' && typeof kept?.key === 'string' ? kept : emptyReply();
  } catch {
    return emptyReply();
  }
}

/** Storage may be full or forbidden; the reply then lives in its field alone. */
export function keepReply(ticketId: string, draft: ReplyDraft): void {
  try {
    if (draft.text === '') sessionStorage.removeItem(slot(ticketId));
    else sessionStorage.setItem(slot(ticketId), JSON.stringify(draft));
  } catch {}
}
