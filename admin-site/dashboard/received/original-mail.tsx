import { useRef, useState } from 'preact/hooks';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { ProblemError } from '#dashboard/wire/errors.ts';
import { type FormattedMail, type OriginalMailApi, originalMailApi } from '#dashboard/wire/original-mail-api.ts';
import * as words from './messages.ts';

interface OriginalProps {
  /** The place of the mail's message in the API. */
  readonly of: string;
  readonly isFormatted: boolean;
}

/** A mail, and the view that shows it, which loads when it is first needed. */
interface Shown {
  readonly mail: FormattedMail;
  readonly View: typeof import('./formatted-mail.tsx').FormattedView;
}

/** Shows a mail as its sender formatted it in place of its text, and downloads it as it was sent. */
export function OriginalMail({ of, isFormatted }: OriginalProps) {
  const desk = useDesk();
  const toggle = useRef<HTMLButtonElement>(null);
  const [shown, setShown] = useState<Shown>();
  const [busy, setBusy] = useState<'showing' | 'saving'>();
  const [mistake, setMistake] = useState<string>();

  async function attempt(kind: 'showing' | 'saving', work: (mails: OriginalMailApi) => Promise<void>): Promise<void> {
    const api = desk.session.api.value;
    if (busy || !api) return;
    setBusy(kind);
    setMistake(undefined);
    try {
      await work(originalMailApi(api.connection));
    } catch (error) {
      if (error instanceof ProblemError && error.status === 401) desk.session.failed(error);
      const isGone = error instanceof ProblemError && error.status === 404;
      setMistake(isGone ? words.originalGone : words.originalNotLoaded(error instanceof Error ? error.message : ''));
    }
    setBusy(undefined);
  }
  const download = () => void attempt('saving', async (mails) => save(await mails.original(of)));
  const show = () =>
    void attempt('showing', async (mails) => {
      const [mail, { FormattedView: View }] = await Promise.all([mails.formatted(of), import('./formatted-mail.tsx')]);
      setShown({ mail, View });
    });
  const showText = () => {
    setShown(undefined);
    toggle.current?.focus();
  };
  return (
    <div class={shown ? 'original formatted' : 'original'}>
      <p class="original-actions">
        {isFormatted && (
          <button
            ref={toggle}
            class="small quiet"
            type="button"
            aria-disabled={busy !== undefined}
            onClick={shown ? showText : show}
          >
            {shown ? words.showText : busy === 'showing' ? words.loadingFormatted : words.showFormatted}
          </button>
        )}
        <button class="small quiet" type="button" aria-disabled={busy !== undefined} onClick={download}>
          {words.downloadOriginal}
        </button>
      </p>
      {mistake !== undefined && (
        <p class="mistake" role="alert">
          {mistake}
        </p>
      )}
      {shown && <shown.View mail={shown.mail} leave={showText} />}
    </div>
  );
}

/** Has the browser save what an address serves as a download. */
function save(url: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.click();
}
