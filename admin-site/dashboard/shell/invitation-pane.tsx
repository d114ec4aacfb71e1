import * as texts from '#dashboard/model/messages.ts';
import { reloadWithInvitation } from '#dashboard/page/invitation-link.ts';
import { useLater } from '#dashboard/parts/use-later.ts';
import { LoadingSaid, NotLoaded } from './not-loaded.tsx';

/** An invitation in place of everything else, whose code is fetched when a link leads to one. */
export function InvitationPane({ token }: { readonly token: string }) {
  const part = useLater(() => import('#dashboard/team/invitation-page.tsx'));
  return (
    <main class="welcome">
      {typeof part === 'object' ? (
        <part.loaded.InvitationPage token={token} />
      ) : part ? (
        <NotLoaded what={texts.partInvitation} reload={() => reloadWithInvitation(token)} />
      ) : (
        <LoadingSaid text={texts.loading} />
      )}
    </main>
  );
}
