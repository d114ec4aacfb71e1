import { useEffect, useRef, useState } from 'preact/hooks';
import * as texts from '#dashboard/model/messages.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { Logo } from '#dashboard/parts/icons.tsx';
import { rememberKey } from '#dashboard/storage/remembered-key.ts';
import { SLOW_MS } from '#dashboard/wire/connection.ts';
import { ProblemError } from '#dashboard/wire/errors.ts';

/** Asks for an agent's key, as a form that password managers fill and keep. */
export function SignIn({ notice, onDone }: { readonly notice?: string; readonly onDone?: () => void }) {
  const desk = useDesk();
  const [mistake, setMistake] = useState(notice);
  const [progress, setProgress] = useState<'sending' | 'slow'>();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);

  async function signIn(event: SubmitEvent & { readonly currentTarget: HTMLFormElement }): Promise<void> {
    event.preventDefault();
    if (progress) return;
    const fields = new FormData(event.currentTarget);
    const key = String(fields.get('key')).trim();
    const timer = setTimeout(() => setProgress('slow'), SLOW_MS);
    setProgress('sending');
    setMistake(undefined);
    try {
      await desk.signIn(key);
      rememberKey(key, fields.has('remember'));
      onDone?.();
    } catch (error) {
      setMistake(mistakeOf(error));
      field.current?.focus();
    } finally {
      clearTimeout(timer);
      setProgress(undefined);
    }
  }

  return (
    <form class="sign-in" method="post" onSubmit={signIn} aria-labelledby="sign-in-title">
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

function mistakeOf(error: unknown): string {
  if (!(error instanceof ProblemError)) return texts.signInUnreachable;
  return error.status === 401 ? texts.invalidKey : error.message;
}
