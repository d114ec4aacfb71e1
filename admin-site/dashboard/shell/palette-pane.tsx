import * as texts from '#dashboard/model/messages.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { Modal } from '#dashboard/parts/modal.tsx';
import { useLater } from '#dashboard/parts/use-later.ts';
import { LoadingSaid, NotLoaded } from './not-loaded.tsx';

/** The command palette, whose code is fetched right after the page: it is for agents who are offline, too. */
export function PalettePane() {
  const { palette } = useDesk().dialogs;
  const part = useLater(() => import('#dashboard/palette/palette.tsx'));
  const close = () => {
    palette.value = false;
  };
  return palette.value ? (
    <Modal label={texts.shortcutLabels.palette} onClose={close}>
      {typeof part === 'object' ? (
        <part.loaded.Palette />
      ) : part ? (
        <NotLoaded what={texts.partFields} />
      ) : (
        <LoadingSaid text={texts.loading} />
      )}
    </Modal>
  ) : null;
}
