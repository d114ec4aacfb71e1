import { useState } from 'preact/hooks';
import { Refused } from '../errors.ts';
import { rememberKey } from '../session.ts';
import { useDesk } from './desk-context.ts';
import { Logo } from './icons.tsx';

/** Asks for an agent's key, as a form that password managers fill and keep. */
export function SignIn({ notice, onDone }: { readonly notice?: string; readonly onDone?: () => void }) {
  const desk = useDesk();
  const [mistake, setMistake] = useState(notice);
  const [busy, setBusy] = useState(false);

  async function signIn(event: SubmitEvent & { readonly currentTarget: HTMLFormElement }): Promise<void> {
    event.preventDefault();
    if (busy) return;
    const form = event.currentTarget;
    const fields = new FormData(form);
    const key = String(fields.get('key')).trim();
    setBusy(true);
    setMistake(undefined);
    try {
      await desk.signIn(key);
      rememberKey(key, fields.has('remember'));
      onDone?.();
    } catch (error) {
      setMistake(mistakeOf(error));
      form.querySelector<HTMLInputElement>('[name=key]')?.focus();
    } finally {
      setBusy(false);
    }
  }

  return (
    <form class="sign-in" method="post" onSubmit={signIn} aria-labelledby="sign-in-title">
      <Logo />
      <h1 id="sign-in-title">Sign in to the support desk</h1>
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
      <label>
        Agent’s key
        <input
          name="key"
          type="password"
          autocomplete="current-password"
          required
          aria-invalid={mistake !== undefined}
          aria-describedby="sign-in-mistake"
        />
      </label>
      <p id="sign-in-mistake" class="mistake" role="alert">
        {mistake}
      </p>
      <label class="check">
        <input name="remember" type="checkbox" /> Remember on this device
      </label>
      <button class="primary" type="submit" aria-disabled={busy}>
        {busy ? 'Signing in…' : 'Sign in'}
      </button>
    </form>
  );
}

function mistakeOf(error: unknown): string {
  if (error instanceof Refused && error.status === 401) {
    return 'This key is not accepted. Check that it is complete; a revoked key must be replaced by a new one.';
  }
  if (error instanceof Refused) return error.message;
  return 'The desk cannot be reached. Check your connection and try again.';
}
