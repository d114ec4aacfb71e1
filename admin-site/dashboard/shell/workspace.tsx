import { useLayoutEffect } from 'preact/hooks';
import { ListPane } from '#dashboard/list/list-pane.tsx';
import { isOneColumn } from '#dashboard/page/focus.ts';
import { markReplacedScreen } from '#dashboard/page/replaced-controls.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { useLater } from '#dashboard/parts/use-later.ts';
import { TicketPane } from '#dashboard/ticket/ticket-pane.tsx';
import { HeldMailPane } from './held-mail-pane.tsx';
import { InsightPane } from './insight-pane.tsx';
import { NewsSaid } from './news-said.tsx';
import { SideBar } from './side-bar.tsx';
import { Toasts } from './toasts.tsx';
import { TroubleBanner } from './trouble-banner.tsx';

/** The desk: views, list and ticket; how many of them are seen at once is the style sheet's affair. */
export function Workspace({ retry }: { readonly retry: () => void }) {
  const { conversation, insight, heldMail, isOnPage } = useDesk();
  const { selectedId } = conversation;
  const { period } = insight;
  const place = isOnPage.value ? 'on-page' : selectedId.value === undefined ? 'on-list' : 'on-ticket';
  const dialogs = useLater(() => import('./dialogs.tsx'));
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
        {heldMail.value && <HeldMailPane />}
        {period.value !== undefined && <InsightPane period={period.value} />}
      </main>
      <Toasts />
      <NewsSaid />
      {typeof dialogs === 'object' && <dialogs.loaded.Dialogs />}
    </div>
  );
}
