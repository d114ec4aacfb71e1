import { useEffect } from 'preact/hooks';
import * as texts from '#dashboard/model/messages.ts';
import { focusOn, TEAM_HEADING } from '#dashboard/page/focus.ts';

interface ConfirmationProps {
  readonly title: string;
  /** The consequence, as a sentence. */
  readonly text: string;
  /** The label of the button. */
  readonly action: string;
  readonly isBusy: boolean;
  /** Why it wasn't done. */
  readonly mistake?: string | undefined;
  readonly act: () => Promise<void>;
  readonly cancel: () => void;
}

/** Asks before a change with consequences, in place of what led there. */
export function Confirmation({ title, text, action, isBusy, mistake, act, cancel }: ConfirmationProps) {
  useEffect(() => focusOn(TEAM_HEADING), []);
  return (
    <div class="team">
      <h2 id={TEAM_HEADING} tabIndex={-1} dir="auto">
        {title}
      </h2>
      <p>{text}</p>
      <p class="mistake" role="alert">
        {mistake}
      </p>
      <div class="team-actions">
        <button class="danger" type="button" aria-disabled={isBusy} onClick={() => void act()}>
          {action}
        </button>
        <button class="quiet" type="button" onClick={cancel}>
          {texts.cancel}
        </button>
      </div>
    </div>
  );
}
