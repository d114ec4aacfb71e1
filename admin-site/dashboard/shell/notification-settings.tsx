import { useState } from 'preact/hooks';
import { askPermission, type Permission, permissionNow } from '#dashboard/page/desktop-notification.ts';
import { playTone } from '#dashboard/page/tone.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { Modal } from '#dashboard/parts/modal.tsx';
import type { Channel } from '#dashboard/storage/notification-settings.ts';

/** Where an agent switches on how new tickets and replies are announced while they are elsewhere. */
export function NotificationSettings() {
  const { notifications } = useDesk().dialogs;
  const close = () => {
    notifications.value = false;
  };
  return notifications.value ? (
    <Modal label="Notifications" onClose={close}>
      <Settings />
    </Modal>
  ) : null;
}

type Toggled = { readonly currentTarget: HTMLInputElement };

function Settings() {
  const { channels } = useDesk().news;
  const [permission, setPermission] = useState(permissionNow());
  const [asked, setAsked] = useState(false);
  const isOn = (channel: Channel) => channels.value.has(channel);

  function turn(channel: Channel, on: boolean): void {
    const others = [...channels.value].filter((other) => other !== channel);
    channels.value = new Set(on ? [...others, channel] : others);
  }
  /** On only once the browser has allowed it. */
  async function turnDesktop({ currentTarget: box }: Toggled): Promise<void> {
    if (!box.checked) return turn('desktop', false);
    box.checked = false;
    setAsked(true);
    const answer = await askPermission();
    setPermission(answer);
    turn('desktop', answer === 'granted');
  }
  function turnSound({ currentTarget: box }: Toggled): void {
    turn('sound', box.checked);
    if (box.checked) playTone();
  }

  return (
    <>
      <h2>When a customer writes</h2>
      <div>
        <label class="check">
          <input type="checkbox" checked={isOn('desktop') && permission === 'granted'} onChange={turnDesktop} />
          Show a notification when I am elsewhere
        </label>
        <p class="mistake" role="alert">
          {permission !== 'granted' && (asked || permission !== 'default') && refusals[permission]}
        </p>
        <label class="check">
          <input type="checkbox" checked={isOn('sound')} onChange={turnSound} />
          Play a soft tone
        </label>
      </div>
      <p class="hint">
        Kept on this device. While one is on, this page asks for new tickets and replies even when it is hidden.
      </p>
    </>
  );
}

const refusals: Readonly<Record<Exclude<Permission, 'granted'>, string>> = {
  denied:
    'Your browser does not allow it. Allow notifications in its settings for this site, then switch them on here.',
  default: 'Your browser asks you first: choose “Allow”.',
  unsupported: 'This browser cannot show notifications of this page.',
};
