import { useState } from 'preact/hooks';
import { askPermission, permissionNow } from '#dashboard/page/desktop-notification.ts';
import { playTone } from '#dashboard/page/tone.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import type { Channel } from '#dashboard/storage/notification-settings.ts';
import * as words from './messages.ts';

type Toggled = { readonly currentTarget: HTMLInputElement };

/** The switches of the notifications on this device. */
export function Settings() {
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
      <h2>{words.title}</h2>
      <div>
        <label class="check">
          <input type="checkbox" checked={isOn('desktop') && permission === 'granted'} onChange={turnDesktop} />
          {words.desktop}
        </label>
        <p class="mistake" role="alert">
          {permission !== 'granted' && (asked || permission !== 'default') && words.refusals[permission]}
        </p>
        <label class="check">
          <input type="checkbox" checked={isOn('sound')} onChange={turnSound} />
          {words.sound}
        </label>
      </div>
      <p class="hint">{words.hint}</p>
    </>
  );
}
