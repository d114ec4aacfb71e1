import { useEffect, useRef } from 'preact/hooks';
import * as texts from '#dashboard/model/messages.ts';
import { Logo } from '#dashboard/parts/icons.tsx';
import { useSignIn } from '#dashboard/parts/use-sign-in.ts';
import { rememberKey } from '#dashboard/storage/remembered-key.ts';

/** Asks for an agent's key, as a form that password managers fill and keep. */
export function SignIn({ notice, onDone }: { readonly notice?: string; readonly onDone?: () => void }) {
  const { signIn, mistake, progress } = useSignIn(notice);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);

  async function submit(event: SubmitEvent & { readonly currentTarget: HTMLFormElement }): Promise<void> {
    event.preventDefault();
    if (progress) return;
    const fields = new FormData(event.currentTarget);
    const key = String(fields.get('key')).trim();
    if (await signIn(key)) {
      rememberKey(key, fields.has('remember'));
      onDone?.();
    } else field.current?.focus();
  }

  return (
    <form class="sign-in" method="post" onSubmit={submit} aria-labelledby="sign-in-title">
      <Logo />
      <h1 id="sign-in-title">{texts.signInTitle}</h1>
      <label>
        {texts.signInKey}
        <input
          ref={field}
          name="key"
          type="password"
          autocomplete="current-password"
          required
          aria-invalid={mistake !== undefined}
          aria-describedby="sign-in-mistake"
        />
      </label>
      <p id="sign-in-mistake" class="mistake" role="alert">
        {mistake ?? (progress === 'slow' && texts.bannerTexts.slow.join(' '))}
      </p>
      <label>
        {texts.nameLabel}
        <input
          name="username"
          autocomplete="username"
          autocapitalize="off"
          spellcheck={false}
          aria-describedby="sign-in-name-hint"
        />
        <span id="sign-in-name-hint" class="hint" aria-hidden="true">
          {texts.signInNameHint}
        </span>
      </label>
      <label class="check">
        <input name="remember" type="checkbox" /> {texts.signInRemember}
      </label>
      <button class="primary" type="submit" aria-disabled={progress !== undefined}>
        {progress ? texts.signInSubmitting : texts.signInSubmit}
      </button>
    </form>
  );
}
