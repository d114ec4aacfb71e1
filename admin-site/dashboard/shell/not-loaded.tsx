import * as texts from '#dashboard/model/messages.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';

interface NotLoadedProps {
  readonly what: string;
  readonly reload?: () => void;
}

/** Either there is no network, or this page is older than the desk: a browser keeps a module that failed, so it has to begin anew. */
export function NotLoaded({ what, reload = () => location.reload() }: NotLoadedProps) {
  const { trouble } = useDesk().session;
  return (
    <div class="empty" role="alert">
      <h2>{texts.notLoaded(what)}</h2>
      <p>{trouble.value?.kind === 'offline' ? texts.offline : texts.notLoadedOutdated}</p>
      <button type="button" onClick={reload}>
        {texts.notLoadedReload}
      </button>
    </div>
  );
}

/** Tells screen readers that a part of the page is loading. */
export const LoadingSaid = ({ text }: { readonly text: string }) => (
  <p class="visually-hidden" role="status">
    {text}
  </p>
);
