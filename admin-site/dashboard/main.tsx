import { effect } from '@preact/signals';
import { render } from 'preact';
import { deskApi, Unreachable } from './api.ts';
import { App } from './components/app.tsx';
import { DeskContext } from './components/desk-context.ts';
import { openDesk } from './desk.ts';
import { followHistory } from './history.ts';
import { listenToKeys } from './keyboard.ts';
import { keepOpenedTickets, openedTickets } from './opened-tickets.ts';
import { startPolling } from './polling.ts';
import { onForgotten, rememberedKey } from './session.ts';

const CLOCK_TICK_MS = 15_000;

const desk = openDesk({ clock: Date.now, online: () => navigator.onLine, connect: deskApi });
desk.openedIds.value = openedTickets();
effect(() => keepOpenedTickets(desk.openedIds.value));

const key = rememberedKey();
if (key !== undefined) desk.useKey(key);
onForgotten(desk.signOut);

followHistory(desk);
listenToKeys(desk);
const retry = startPolling(desk.poll);
addEventListener('offline', () => desk.failed(new Unreachable('There is no network.')));
setInterval(() => {
  desk.now.value = Date.now();
}, CLOCK_TICK_MS);
effect(() => {
  const { counts } = desk;
  document.title = counts.value ? `(${counts.value.open}) Support desk` : 'Support desk';
});

const root = document.getElementById('desk');
if (root) {
  render(
    <DeskContext.Provider value={desk}>
      <App retry={retry} />
    </DeskContext.Provider>,
    root,
  );
}
