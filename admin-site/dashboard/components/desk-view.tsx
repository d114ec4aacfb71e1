import { useLayoutEffect } from 'preact/hooks';
import { CannedReplyEditor } from '#dashboard/canned/canned-reply-editor.tsx';
import { isOneColumn } from '#dashboard/focus.ts';
import { markReplacedScreen } from '#dashboard/replaced-controls.ts';
import { useDesk } from './desk-context.ts';
import { InsightPane } from './insight-pane.tsx';
import { ListPane } from './list-pane.tsx';
import { NewsSaid } from './news-said.tsx';
import { NotificationSettings } from './notification-settings.tsx';
import { ShortcutSheet } from './shortcut-sheet.tsx';
import { SideBar } from './side-bar.tsx';
import { TicketPane } from './ticket-pane.tsx';
import { Toasts } from './toasts.tsx';
import { TroubleBanner } from './trouble-banner.tsx';

/** The desk: views, list and ticket; how many of them are seen at once is the style sheet's affair. */
export function DeskView({ retry }: { readonly retry: () => void }) {
  const { selectedId, period } = useDesk();
  const place = period.value !== undefined ? 'on-insight' : selectedId.value === undefined ? 'on-list' : 'on-ticket';
  useLayoutEffect(() => {
    if (isOneColumn()) markReplacedScreen();
  }, [place]);
  return (
    <div class={`desk ${place}`}>
      <TroubleBanner retry={retry} />
      <SideBar />
      <main>
        <ListPane />
        <TicketPane />
        {period.value !== undefined && <InsightPane period={period.value} />}
      </main>
      <Toasts />
      <NewsSaid />
      <ShortcutSheet />
      <NotificationSettings />
      <CannedReplyEditor />
    </div>
  );
}
