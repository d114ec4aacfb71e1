import { useRef } from 'preact/hooks';
import * as texts from '#dashboard/model/messages.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import { keyName, withKey } from '#dashboard/page/actions.ts';
import { closeTicket } from '#dashboard/page/agent-actions.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { useReplaced } from '#dashboard/parts/use-replaced.ts';

/** The actions on a ticket, each with one click. */
export function StatusButtons({ ticket }: { readonly ticket: Ticket }) {
  const desk = useDesk();
  const mark = useRef<HTMLButtonElement>(null);
  useReplaced(mark, ticket.status);
  if (ticket.status === 'closed') {
    return (
      <div class="buttons">
        <button
          type="button"
          title={withKey('markOpen', texts.statusReopen)}
          aria-keyshortcuts="o"
          onClick={() => desk.changeStatus(ticket, 'open')}
        >
          {texts.statusReopen}
        </button>
      </div>
    );
  }
  const [other, action] =
    ticket.status === 'open' ? (['in_progress', 'markInProgress'] as const) : (['open', 'markOpen'] as const);
  return (
    <div class="buttons">
      <button
        ref={mark}
        type="button"
        title={withKey(action)}
        aria-keyshortcuts={keyName(action)}
        onClick={() => desk.changeStatus(ticket, other)}
      >
        {texts.shortcutLabels[action]}
      </button>
      <button
        class="primary"
        type="button"
        title={withKey('close')}
        aria-keyshortcuts="e"
        onClick={() => closeTicket(desk, ticket)}
      >
        {texts.closeTicket} <kbd class="for-keys">e</kbd>
      </button>
    </div>
  );
}
