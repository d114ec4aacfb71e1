import { useEffect } from 'preact/hooks';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { cannedRepliesOf } from './canned-replies-of.ts';
import { CannedReplyForm } from './canned-reply-form.tsx';
import { CannedReplyList } from './canned-reply-list.tsx';

/** The page on which agents add, rename, change and delete canned replies. */
export function CannedReplyEditor() {
  const canned = cannedRepliesOf(useDesk());
  useEffect(() => void canned.load(), [canned]);
  const draft = canned.draft.value;
  return draft ? <CannedReplyForm key={draft.id} draft={draft} /> : <CannedReplyList />;
}
