import { useDesk } from '#dashboard/parts/desk-context.ts';
import { InvitationPane } from './invitation-pane.tsx';
import { SignIn } from './sign-in.tsx';
import { Workspace } from './workspace.tsx';

/** The sign-in form until a key was once accepted; from then on the desk, even if the key is refused later. An invitation comes first. */
export function App({ retry }: { readonly retry: () => void }) {
  const desk = useDesk();
  const invitation = desk.invitation.value;
  if (invitation !== undefined) return <InvitationPane key={invitation} token={invitation} />;
  const refused = desk.session.trouble.value?.kind === 'refused' ? desk.session.trouble.value.detail : undefined;
  const signedIn =
    desk.session.api.value !== undefined && (refused === undefined || desk.session.answeredAt.value !== undefined);
  if (signedIn) return <Workspace retry={retry} />;
  return (
    <main class="welcome">
      <SignIn {...(refused !== undefined && { notice: refused })} />
    </main>
  );
}
