import { useRef, useState } from 'preact/hooks';
import type { Trouble } from '#dashboard/desk/session.ts';
import { timeToMinute } from '#dashboard/model/time.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { Modal } from '#dashboard/parts/modal.tsx';
import { useReplaced } from '#dashboard/parts/use-replaced.ts';
import { SignIn } from './sign-in.tsx';

/** Says that what is shown may be old, why, and what to do. */
export function TroubleBanner({ retry }: { readonly retry: () => void }) {
  const desk = useDesk();
  const [signingIn, setSigningIn] = useState(false);
  const trouble = desk.session.trouble.value;
  const banner = useRef<HTMLDivElement>(null);
  useReplaced(banner, `${trouble?.kind}`);
  const since = desk.session.answeredAt.value;
  return (
    <>
      <div class="banner" ref={banner} role="alert">
        {trouble && (
          <p class={trouble.kind}>
            <span>
              <strong>{titles[trouble.kind]}</strong> {trouble.kind === 'unreachable' && trouble.detail}{' '}
              {since !== undefined && `What you see is from ${timeToMinute(since)}.`} {advice[trouble.kind]}
            </span>
            {trouble.kind === 'refused' && (
              <button type="button" onClick={() => setSigningIn(true)}>
                Sign in again
              </button>
            )}
            {(trouble.kind === 'offline' || trouble.kind === 'unreachable') && (
              <button type="button" onClick={retry}>
                Try now
              </button>
            )}
          </p>
        )}
      </div>
      {signingIn && (
        <Modal label="Sign in again" onClose={() => setSigningIn(false)}>
          <SignIn onDone={() => setSigningIn(false)} />
        </Modal>
      )}
    </>
  );
}

const titles: Readonly<Record<Trouble['kind'], string>> = {
  offline: 'You are offline.',
  slow: 'The desk is slow to respond.',
  unreachable: 'The desk cannot be reached.',
  refused: 'Your key is no longer accepted.',
};

const advice: Readonly<Record<Trouble['kind'], string>> = {
  slow: 'Still waiting for it.',
  offline: 'It refreshes by itself when you are back.',
  unreachable: 'It tries again by itself.',
  refused: 'Nothing is lost: sign in again and go on where you were.',
};
