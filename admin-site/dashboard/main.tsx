import { effect } from '@preact/signals';
import { render } from 'preact';
import { App } from '#dashboard/components/app.tsx';
import { DeskContext } from '#dashboard/components/desk-context.ts';
import { leaveKeysToInputMethods } from '#site/input-method.ts';
import { announceNews } from './announce.ts';
import { deskApi } from './api.ts';
import { browserDevice } from './browser-device.ts';
import { openDesk } from './desk.ts';
import { Unreachable } from './errors.ts';
import { followHistory } from './history.ts';
import { keepFocus } from './keep-focus.ts';
import { listenToKeys } from './keyboard.ts';
import { loadLinker } from './linker.ts';
import { keepChannels, storedChannels } from './notification-settings.ts';
import { startPolling } from './polling.ts';
import { ignoreMisdirectedInput } from './replaced-controls.ts';
import { sendBeforeLeaving } from './send-before-leaving.ts';
import { onForgotten, rememberedKey } from './session.ts';

const CLOCK_TICK_MS = 15_000;

leaveKeysToInputMethods(window);
void loadLinker();

const desk = openDesk({ clock: Date.now, online: () => navigator.onLine, device: browserDevice, connect: deskApi });
desk.channels.value = storedChannels();
effect(() => keepChannels(desk.channels.value));
sendBeforeLeaving(desk);

const key = rememberedKey();
if (key !== undefined) desk.useKey(key);
onForgotten(desk.signOut);

followHistory(desk);
ignoreMisdirectedInput();
listenToKeys(desk);
announceNews(desk);
const retry = startPolling({
  ask: desk.poll,
  evenHidden: () => desk.channels.value.size > 0,
  clock: Date.now,
  random: Math.random,
});
addEventListener('offline', () => desk.failed(new Unreachable('There is no network.')));
setInterval(() => {
  desk.now.value = Date.now();
}, CLOCK_TICK_MS);

const root = document.getElementById('desk');
if (root) {
  keepFocus(root);
  render(
    <DeskContext.Provider value={desk}>
      <App retry={retry} />
    </DeskContext.Provider>,
    root,
  );
}
