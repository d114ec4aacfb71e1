import type { Desk } from '#dashboard/desk/desk.ts';
import { splitToken } from '#site/token-in-url.ts';

/** Opens the invitations that links lead to, and removes their tokens from the address bar: they would end up in the history and in screenshots. */
export function followInvitations(desk: Desk): void {
  const follow = () => {
    const { token, rest } = splitToken(location.href);
    if (token === undefined) return;
    history.replaceState(history.state, '', rest);
    desk.invitation.value = token;
  };
  follow();
  addEventListener('hashchange', follow);
}

/** Loads the page again, with the invitation. */
export function reloadWithInvitation(token: string): void {
  history.replaceState(history.state, '', `#${new URLSearchParams({ token })}`);
  location.reload();
}
