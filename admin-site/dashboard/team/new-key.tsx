import { useEffect, useState } from 'preact/hooks';
import * as texts from '#dashboard/model/messages.ts';
import { visible } from '#dashboard/model/text.ts';
import { focusOn } from '#dashboard/page/focus.ts';
import { CopyButton } from '#dashboard/parts/copy-button.tsx';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { Logo } from '#dashboard/parts/icons.tsx';
import type { useSignIn } from '#dashboard/parts/use-sign-in.ts';
import * as words from './messages.ts';

interface NewKeyProps {
  readonly secret: string;
  readonly signingIn: ReturnType<typeof useSignIn>;
  readonly onDone: () => void;
}

/** Shows a new key once, as a form that password managers keep; it leads to the desk once the agent is signed in. */
export function NewKey({ secret, signingIn: { signIn, mistake, progress }, onDone }: NewKeyProps) {
  const { agent } = useDesk().session;
  const [isShown, setShown] = useState(false);
  useEffect(() => focusOn('new-key-title'), []);
  const name = agent.value && visible(agent.value.name);

  async function goOn(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (!progress && (agent.value || (await signIn(secret)))) onDone();
  }

  return (
    <form class="sign-in invitation" method="post" onSubmit={goOn} aria-labelledby="new-key-title">
      <Logo />
      <h1 id="new-key-title" tabIndex={-1} dir="auto">
        {words.keyTitle(name)}
      </h1>
      <p>{words.keyText}</p>
      <label>
        {texts.nameLabel}
        <input name="username" autocomplete="username" dir="auto" readOnly value={name ?? ''} />
      </label>
      <label>
        {words.keyLabel}
        <input
          name="key"
          {...(isShown ? { type: 'text' } : { type: 'password' })}
          autocomplete="new-password"
          spellcheck={false}
          readOnly
          value={secret}
        />
      </label>
      <div class="key-actions">
        <CopyButton value={secret} what={words.keyCopied} />
        <button class="small" type="button" onClick={() => setShown(!isShown)}>
          {isShown ? words.keyHide : words.keyShow} <span class="visually-hidden">{words.keyCopied}</span>
        </button>
      </div>
      <p class="mistake" role="alert">
        {mistake ?? (progress === 'slow' && texts.bannerTexts.slow.join(' '))}
      </p>
      <button class="primary" type="submit" aria-disabled={progress !== undefined}>
        {progress ? texts.signInSubmitting : words.keyContinue}
      </button>
    </form>
  );
}
