import { useEffect, useRef, useState } from 'preact/hooks';
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
      <h1 id="sign-in-title">Sign in to the support desk</h1>
      <label>
        Agent’s key
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
        {mistake ?? (progress === 'slow' && 'The desk hasn’t responded yet. Still trying…')}
      </p>
      <label>
        Name
        <input
          name="username"
          autocomplete="username"
          autocapitalize="off"
          spellcheck={false}
          aria-describedby="sign-in-name-hint"
        />
        <span id="sign-in-name-hint" class="hint" aria-hidden="true">
          Optional; your password manager files the key under it.
        </span>
      </label>
      <label class="check">
        <input name="remember" type="checkbox" /> Remember on this device
      </label>
      <button class="primary" type="submit" aria-disabled={progress !== undefined}>
        {progress ? 'Signing in…' : 'Sign in'}
      </button>
    </form>
  );
}

function mistakeOf(error: unknown): string {
  if (error instanceof ProblemError && error.status === 401) {
    return 'This key is not accepted. Check that it is complete; a revoked key must be replaced by a new one.';
  }
  if (error instanceof ProblemError) return error.message;
  return 'Couldn’t reach the desk. Your key is still here: check your connection and try again.';
}
