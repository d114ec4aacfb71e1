import * as texts from '#dashboard/model/messages.ts';
import { useLater } from '#dashboard/parts/use-later.ts';
import { LoadingSaid, NotLoaded } from './not-loaded.tsx';

/** The page of held mail, whose code and styles are fetched when it is first opened. */
export function HeldMailPane() {
  const part = useLater(() => import('#dashboard/received/held-mail-page.tsx'));
  if (typeof part === 'object') return <part.loaded.HeldMailPage />;
  return (
    <section class="page-pane scroller" aria-label={texts.heldMail} aria-busy={!part}>
      {part ? <NotLoaded what={texts.partHeldMail} /> : <LoadingSaid text={texts.loading} />}
    </section>
  );
}
