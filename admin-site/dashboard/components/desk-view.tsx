import { useDesk } from './desk-context.ts';
import { ListPane } from './list-pane.tsx';
import { ShortcutSheet } from './shortcut-sheet.tsx';
import { SideBar } from './side-bar.tsx';
import { TicketPane } from './ticket-pane.tsx';
import { Toasts } from './toasts.tsx';
import { TroubleBanner } from './trouble-banner.tsx';

/** The desk: views, list and ticket; how many of them are seen at once is the style sheet's affair. */
export function DeskView({ retry }: { readonly retry: () => void }) {
  const { selectedId } = useDesk();
  return (
    <div class={`desk ${selectedId.value === undefined ? 'on-list' : 'on-ticket'}`}>
      <TroubleBanner retry={retry} />
      <SideBar />
      <main>
        <ListPane />
        <TicketPane />
      </main>
      <Toasts />
      <ShortcutSheet />
    </div>
  );
}
