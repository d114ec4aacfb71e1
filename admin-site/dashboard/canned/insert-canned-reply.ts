import type { CannedReply } from '#core/canned/canned-reply.ts';
import type { Desk } from '#dashboard/desk/desk.ts';
import { joinedStaged, type Staged } from '#dashboard/model/staged.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import { COMPOSER_FIELD, focusTextSoon } from '#dashboard/page/focus.ts';
import { draftKey, draftOf } from '#dashboard/storage/drafts.ts';
import { fillCannedReply } from './fill-canned-reply.ts';

/** Returns a canned reply's text for a ticket, and what else it adds to the draft, if anything. */
export function forTicket(
  desk: Desk,
  { body, actions }: CannedReply,
  ticket: Pick<Ticket, 'id' | 'userName'>,
): { readonly text: string; readonly staged: Staged | undefined } {
  const { text, unfilled } = fillCannedReply(body, ticket, desk.session.agent.value?.name);
  return { text, staged: actions || unfilled.length > 0 ? { actions: actions ?? {}, unfilled } : undefined };
}

/** Puts a canned reply into the draft for the selected ticket, at the caret, where the agent goes on. */
export function insertCannedReply(desk: Desk, reply: CannedReply): void {
  const ticket = desk.conversation.selected.value;
  if (!ticket) return;
  const { composer } = desk;
  const kind = composer.writing.value;
  const { text, staged } = forTicket(desk, reply, ticket);
  const draft = draftOf(composer.drafts.value, ticket.id, kind);
  const field = document.getElementById(COMPOSER_FIELD);
  const caret = field instanceof HTMLTextAreaElement ? field.selectionEnd : draft.length;
  const before = draft.slice(0, caret) + text;
  composer.writeDraft(ticket.id, kind, before + draft.slice(caret));
  composer.stage(ticket.id, kind, joinedStaged(composer.staged.value.get(draftKey(ticket.id, kind)), staged));
  focusTextSoon(COMPOSER_FIELD, before.length);
}
