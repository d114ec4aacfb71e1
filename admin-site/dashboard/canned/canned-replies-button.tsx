import * as texts from '#dashboard/model/messages.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { CannedIcon } from '#dashboard/parts/icons.tsx';

/** Opens the editor of canned replies, from the side bar. */
export function CannedRepliesButton() {
  const { dialogs } = useDesk();
  const open = () => {
    dialogs.canned.value = true;
  };
  return (
    <button class="quiet canned-button" type="button" title={texts.cannedTitle} onClick={open}>
      <CannedIcon />
      <span>{texts.cannedTitle}</span>
    </button>
  );
}
