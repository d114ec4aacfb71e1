import { useEffect } from 'preact/hooks';
import * as texts from '#dashboard/model/messages.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { Modal } from '#dashboard/parts/modal.tsx';
import { CannedReplyForm } from './canned-reply-form.tsx';
import { CannedReplyList } from './canned-reply-list.tsx';

/** The page on which agents add, rename, change and delete canned replies. */
export function CannedReplyEditor() {
  const { canned } = useDesk();
  const close = () => {
    canned.editorOpen.value = false;
  };
  return canned.editorOpen.value ? (
    <Modal label={texts.cannedTitle} onClose={close}>
      <Editor />
    </Modal>
  ) : null;
}

function Editor() {
  const { canned } = useDesk();
  useEffect(() => void canned.load(), [canned]);
  const draft = canned.draft.value;
  return draft ? <CannedReplyForm key={draft.id} draft={draft} /> : <CannedReplyList />;
}
