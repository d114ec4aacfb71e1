import { effect } from '@preact/signals';
import { render } from 'preact';
import { announceNews } from './announce.ts';
import { deskApi } from './api.ts';
import { App } from './components/app.tsx';
import { DeskContext } from './components/desk-context.ts';
import { openDesk } from './desk.ts';
import { keepDrafts, storedDrafts } from './drafts.ts';
import { Unreachable } from './errors.ts';
import { followHistory } from './history.ts';
import { listenToKeys } from './keyboard.ts';
import { keepChannels, storedChannels } from './notification-settings.ts';
import { keepOpenedTickets, openedTickets } from './opened-tickets.ts';
import { startPolling } from './polling.ts';
import { ignoreMisdirectedInput } from './replaced-controls.ts';
import { onForgotten, rememberedKey } from './session.ts';
import { keepUnsent, storedUnsent } from './unsent.ts';

const CLOCK_TICK_MS = 15_000;

const desk = openDesk({ clock: Date.now, online: () => navigator.onLine, connect: deskApi });
desk.readVersions.value = new Map([...openedTickets()].map((id) => [id, 1]));
effect(() => keepOpenedTickets(new Set(desk.readVersions.value.keys())));
desk.channels.value = storedChannels();
effect(() => keepChannels(desk.channels.value));
desk.drafts.value = storedDrafts();
effect(() => keepDrafts(desk.drafts.value));
desk.resume(storedUnsent());
effect(() => keepUnsent(desk.outgoing.value));
addEventListener('pagehide', () => void desk.flush());

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
  render(
    <DeskContext.Provider value={desk}>
      <App retry={retry} />
    </DeskContext.Provider>,
    root,
  );
}
