import type { InsightProps } from '#dashboard/insight/insight-page.tsx';
import * as texts from '#dashboard/model/messages.ts';
import { useLater } from '#dashboard/parts/use-later.ts';
import { LoadingSaid, NotLoaded } from './not-loaded.tsx';

/** The insight page, whose code and styles are fetched when it is first opened. */
export function InsightPane(props: InsightProps) {
  const part = useLater(() => import('#dashboard/insight/insight-page.tsx'));
  if (typeof part === 'object') return <part.loaded.InsightPage {...props} />;
  return (
    <section class="insight page-pane scroller" aria-label={texts.sideBarReports} aria-busy={!part}>
      {part ? <NotLoaded what={texts.partReports} /> : <LoadingSaid text={texts.reportsLoading} />}
    </section>
  );
}
