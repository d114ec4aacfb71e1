import * as texts from '#dashboard/model/messages.ts';
import type { Action } from '#dashboard/model/shortcuts.ts';
import { keyName } from '#dashboard/page/actions.ts';

/** Shortcuts as a list: what each does, and its key. */
export const KeyList = ({ actions, className = '' }: { actions: readonly Action[]; className?: string }) => (
  <dl class={`keys ${className}`}>
    {actions.map((action) => (
      <div key={action}>
        <dt>{texts.shortcutLabels[action]}</dt>
        <dd>
          <kbd>{keyName(action)}</kbd>
        </dd>
      </div>
    ))}
  </dl>
);
