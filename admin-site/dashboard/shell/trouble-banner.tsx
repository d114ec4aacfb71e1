import { useRef, useState } from 'preact/hooks';
import * as texts from '#dashboard/model/messages.ts';
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
  const [title, advice] = trouble ? texts.bannerTexts[trouble.kind] : [];
  const since = desk.session.answeredAt.value;
  return (
    <>
      <div class="banner" ref={banner} role="alert">
        {trouble && (
          <p class={trouble.kind}>
            <span>
              <strong>{title}</strong> {trouble.kind === 'unreachable' && trouble.detail}{' '}
              {since !== undefined && texts.bannerLastUpdated(timeToMinute(since))} {advice}
            </span>
            {trouble.kind === 'refused' && (
              <button type="button" onClick={() => setSigningIn(true)}>
                {texts.bannerSignIn}
              </button>
            )}
            {(trouble.kind === 'offline' || trouble.kind === 'unreachable') && (
              <button type="button" onClick={retry}>
                {texts.bannerRetry}
              </button>
            )}
          </p>
        )}
      </div>
      {signingIn && (
        <Modal label={texts.bannerSignIn} onClose={() => setSigningIn(false)}>
          <SignIn onDone={() => setSigningIn(false)} />
        </Modal>
      )}
    </>
  );
}
