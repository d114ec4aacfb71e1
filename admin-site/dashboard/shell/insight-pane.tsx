import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { InsightProps } from '#dashboard/insight/insight-page.tsx';
import * as texts from '#dashboard/model/messages.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';

type Loaded = { readonly Page?: ComponentType<InsightProps>; readonly failed?: true };

/** The insight page, whose code and styles are fetched when it is first opened. */
export function InsightPane(props: InsightProps) {
  const [{ Page, failed }, setLoaded] = useState<Loaded>({});
  useEffect(() => {
    import('#dashboard/insight/insight-page.tsx').then(
      ({ InsightPage }) => setLoaded({ Page: InsightPage }),
      () => setLoaded({ failed: true }),
    );
  }, []);
  if (Page) return <Page {...props} />;
  return (
    <section class="insight scroller" aria-label={texts.sideBarReports} aria-busy={!failed}>
      {failed ? <NotLoaded /> : <Loading />}
    </section>
  );
}

const Loading = () => (
  <p class="visually-hidden" role="status">
    {texts.reportsLoading}
  </p>
);

/** Either there is no network, or this page is older than the desk: a browser keeps a module that failed, so it has to begin anew. */
function NotLoaded() {
  const { trouble } = useDesk().session;
  return (
    <div class="empty" role="alert">
      <h2>{texts.reportsNotLoaded}</h2>
      <p>{trouble.value?.kind === 'offline' ? texts.offline : texts.reportsOutdated}</p>
      <button type="button" onClick={() => location.reload()}>
        {texts.reportsReload}
      </button>
    </div>
  );
}
