import { effect } from '@preact/signals';
import { render } from 'preact';
import { Desk } from '#dashboard/desk/desk.ts';
import { startPolling } from '#dashboard/desk/polling.ts';
import * as texts from '#dashboard/model/messages.ts';
import { announceNews } from '#dashboard/page/announce.ts';
import { followHistory } from '#dashboard/page/history.ts';
import { followInvitations } from '#dashboard/page/invitation-link.ts';
import { keepFocus } from '#dashboard/page/keep-focus.ts';
import { listenToKeys } from '#dashboard/page/keyboard.ts';
import { loadLinker } from '#dashboard/page/linker.ts';
import { ignoreMisdirectedInput } from '#dashboard/page/replaced-controls.ts';
import { sendBeforeLeaving } from '#dashboard/page/send-before-leaving.ts';
import { bulkParts } from '#dashboard/parts/bulk-parts.ts';
import { cannedParts } from '#dashboard/parts/canned-parts.ts';
import { customerProfile } from '#dashboard/parts/customer-profile.ts';
import { DeskContext } from '#dashboard/parts/desk-context.ts';
import { emptyList } from '#dashboard/parts/empty-list.ts';
import { exportButton } from '#dashboard/parts/export-button.ts';
import { fileParts } from '#dashboard/parts/file-parts.ts';
import { mailParts } from '#dashboard/parts/mail-parts.ts';
import { searchNeeded, searchParts } from '#dashboard/parts/search-parts.ts';
import { App } from '#dashboard/shell/app.tsx';
import { browserDevice } from '#dashboard/storage/browser-device.ts';
import { keepChannels, storedChannels } from '#dashboard/storage/notification-settings.ts';
import { onForgotten, rememberedKey } from '#dashboard/storage/remembered-key.ts';
import { deskApi } from '#dashboard/wire/api.ts';
import { Unreachable } from '#dashboard/wire/errors.ts';
import { leaveKeysToInputMethods } from '#site/input-method.ts';

const CLOCK_TICK_MS = 15_000;

leaveKeysToInputMethods(window);
void loadLinker();
/** Takes a part of the page whose code loads beside it. There is nothing to do about one that fails: a browser keeps a module that failed. */
function takeLater<T>(part: Promise<T>, take: (part: T) => void): void {
  void part.then(take, () => {});
}

takeLater(import('#dashboard/received/mail-parts.tsx'), ({ parts }) => {
  mailParts.value = parts;
});
takeLater(import('#dashboard/files/file-parts.tsx'), ({ parts }) => {
  fileParts.value = parts;
});
takeLater(import('#dashboard/customer/customer-profile.tsx'), ({ CustomerProfile }) => {
  customerProfile.value = CustomerProfile;
});
takeLater(import('#dashboard/canned/canned-parts.tsx'), ({ parts }) => {
  cannedParts.value = parts;
});
takeLater(import('#dashboard/list/empty-list.tsx'), ({ EmptyList }) => {
  emptyList.value = EmptyList;
});
takeLater(import('#dashboard/export/export-button.tsx'), ({ ExportButton }) => {
  exportButton.value = ExportButton;
});

const desk = new Desk({ clock: Date.now, online: () => navigator.onLine, device: browserDevice, connect: deskApi });
takeLater(import('#dashboard/bulk/bulk-parts.tsx'), ({ parts }) => {
  parts.connect(desk);
  bulkParts.value = parts;
});
desk.news.channels.value = storedChannels();
effect(() => {
  if (!searchNeeded.value && desk.list.query.value === '') return;
  takeLater(import('#dashboard/search/search-parts.tsx'), ({ parts }) => {
    searchParts.value = parts;
  });
});
effect(() => keepChannels(desk.news.channels.value));
sendBeforeLeaving(desk);

const key = rememberedKey();
if (key !== undefined) desk.session.useKey(key);
onForgotten(desk.signOut);

followInvitations(desk);
followHistory(desk);
ignoreMisdirectedInput();
listenToKeys(desk);
announceNews(desk);
const retry = startPolling({
  ask: desk.poll,
  evenHidden: () => desk.news.channels.value.size > 0,
  clock: Date.now,
  random: Math.random,
});
addEventListener('offline', () => desk.session.failed(new Unreachable(texts.offline)));
setInterval(() => {
  desk.session.now.value = Date.now();
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
