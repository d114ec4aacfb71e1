import { useEffect, useState } from 'preact/hooks';
import { Invitation } from '#dashboard/desk/invitation.ts';
import * as texts from '#dashboard/model/messages.ts';
import { visible } from '#dashboard/model/text.ts';
import { focusOn } from '#dashboard/page/focus.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { Logo } from '#dashboard/parts/icons.tsx';
import { useSignIn } from '#dashboard/parts/use-sign-in.ts';
import { rememberKey } from '#dashboard/storage/remembered-key.ts';
import { acceptInvitation } from '#dashboard/wire/invitation-api.ts';
import { deviceName } from './device-name.ts';
import * as words from './messages.ts';
import { NewKey } from './new-key.tsx';
import './styles.ts';

type Submitted = SubmitEvent & { readonly currentTarget: HTMLFormElement };

/** An invitation: a person accepts it, is signed in, and sees their new key once. */
export function InvitationPage({ token }: { readonly token: string }) {
  const desk = useDesk();
  const [invitation] = useState(
    () => new Invitation(token, { online: () => navigator.onLine, accept: acceptInvitation }),
  );
  const signingIn = useSignIn();
  const leave = () => {
    desk.invitation.value = undefined;
  };

  async function accept(event: Submitted): Promise<void> {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    await invitation.accept(String(fields.get('device')).trim() || deviceName(navigator.userAgent));
    const key = invitation.key.value;
    if (key === undefined) return;
    // At once: from here on the key is nowhere else.
    rememberKey(key, fields.has('remember'));
    if (desk.session.api.value) desk.signOut();
    await signingIn.signIn(key);
  }

  const key = invitation.key.value;
  if (key !== undefined) return <NewKey secret={key} signingIn={signingIn} onDone={leave} />;
  const failure = invitation.failure.value;
  if (failure?.kind === 'spent' || failure?.kind === 'lost') return <Spent kind={failure.kind} leave={leave} />;
  return (
    <AcceptForm
      mistake={failure && (failure.kind === 'refused' ? failure.detail : words.invitedFailures[failure.kind])}
      isSending={invitation.isSending.value}
      accept={accept}
      leave={leave}
    />
  );
}

interface AcceptFormProps {
  readonly mistake: string | undefined;
  readonly isSending: boolean;
  readonly accept: (event: Submitted) => Promise<void>;
  readonly leave: () => void;
}

function AcceptForm({ mistake, isSending, accept, leave }: AcceptFormProps) {
  const { isSignedIn, name } = useSignedIn();
  return (
    <form class="sign-in invitation" onSubmit={accept} aria-labelledby="invitation-title">
      <Logo />
      <h1 id="invitation-title">{words.invitedTitle}</h1>
      <p>{words.invitedText}</p>
      {isSignedIn && <p class="warning">{words.invitedSignedIn(name)}</p>}
      <label>
        {words.invitedDevice}
        <input
          name="device"
          autocomplete="off"
          dir="auto"
          maxLength={100}
          defaultValue={deviceName(navigator.userAgent)}
          aria-describedby="invitation-device-hint"
        />
        <span id="invitation-device-hint" class="hint" aria-hidden="true">
          {words.invitedDeviceHint}
        </span>
      </label>
      <label class="check">
        <input name="remember" type="checkbox" defaultChecked /> {texts.signInRemember}
      </label>
      <p class="mistake" role="alert">
        {mistake}
      </p>
      <button class="primary" type="submit" aria-disabled={isSending}>
        {isSending ? words.invitedAccepting : isSignedIn ? words.invitedReplace(name) : words.invitedAccept}
      </button>
      <button class="quiet" type="button" onClick={leave}>
        {isSignedIn ? words.invitedStay : words.invitedHaveKey}
      </button>
    </form>
  );
}

function Spent({ kind, leave }: { readonly kind: 'spent' | 'lost'; readonly leave: () => void }) {
  const { isSignedIn } = useSignedIn();
  useEffect(() => focusOn('invitation-title'), []);
  return (
    <section class="sign-in invitation" aria-labelledby="invitation-title">
      <Logo />
      <h1 id="invitation-title" tabIndex={-1}>
        {words.invitedSpentTitle}
      </h1>
      <p>{words.invitedFailures[kind]}</p>
      <button class="primary" type="button" onClick={leave}>
        {isSignedIn ? words.invitedBack : words.invitedSignIn}
      </button>
    </section>
  );
}

/** Says whether an agent is signed in on this page already, and who, once the desk has said so. */
function useSignedIn() {
  const { api, agent, trouble } = useDesk().session;
  const isSignedIn = api.value !== undefined && trouble.value?.kind !== 'refused';
  return { isSignedIn, name: agent.value && visible(agent.value.name) };
}
