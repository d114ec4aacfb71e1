import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { InsightProps } from '#dashboard/insight/insight-page.tsx';
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
    <section class="insight scroller" aria-label="Insight" aria-busy={!failed}>
      {failed ? <NotLoaded /> : <Loading />}
    </section>
  );
}

const Loading = () => (
  <p class="visually-hidden" role="status">
    Loading the numbers…
  </p>
);

/** Either there is no network, or this page is older than the desk: a browser keeps a module that failed, so it has to begin anew. */
function NotLoaded() {
  const { trouble } = useDesk().session;
  return (
    <div class="empty" role="alert">
      <h2>The insight page could not be loaded</h2>
      <p>
        {trouble.value?.kind === 'offline'
          ? 'There is no network.'
          : 'The desk may have been updated since you opened it.'}
      </p>
      <button type="button" onClick={() => location.reload()}>
        Load the desk again
      </button>
    </div>
  );
}
