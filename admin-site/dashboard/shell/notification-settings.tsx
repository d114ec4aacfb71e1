import * as texts from '#dashboard/model/messages.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { Modal } from '#dashboard/parts/modal.tsx';
import { useLater } from '#dashboard/parts/use-later.ts';
import { LoadingSaid, NotLoaded } from './not-loaded.tsx';

/** Settings for announcing new tickets and replies while the agent is elsewhere; their code is fetched when they are first opened. */
export function NotificationSettings() {
  const { notifications } = useDesk().dialogs;
  const part = useLater(() => import('#dashboard/notifications/settings.tsx'), notifications.value);
  const close = () => {
    notifications.value = false;
  };
  return notifications.value ? (
    <Modal label={texts.notifications} onClose={close}>
      {typeof part === 'object' ? (
        <part.loaded.Settings />
      ) : part ? (
        <NotLoaded what={texts.partSettings} />
      ) : (
        <LoadingSaid text={texts.loading} />
      )}
    </Modal>
  ) : null;
}
