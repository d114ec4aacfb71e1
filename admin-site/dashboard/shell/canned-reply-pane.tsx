import * as texts from '#dashboard/model/messages.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { Modal } from '#dashboard/parts/modal.tsx';
import { useLater } from '#dashboard/parts/use-later.ts';
import { LoadingSaid, NotLoaded } from './not-loaded.tsx';

/** The editor of canned replies, whose code is fetched with the first ticket: what is typed after it was opened is for it. */
export function CannedReplyPane() {
  const { dialogs, conversation } = useDesk();
  const isOpen = dialogs.canned.value;
  const part = useLater(
    () => import('#dashboard/canned/canned-reply-editor.tsx'),
    isOpen || conversation.selectedId.value !== undefined,
  );
  const close = () => {
    dialogs.canned.value = false;
  };
  return isOpen ? (
    <Modal label={texts.cannedTitle} onClose={close}>
      {typeof part === 'object' ? (
        <part.loaded.CannedReplyEditor />
      ) : part ? (
        <NotLoaded what={texts.partCanned} />
      ) : (
        <LoadingSaid text={texts.loading} />
      )}
    </Modal>
  ) : null;
}
