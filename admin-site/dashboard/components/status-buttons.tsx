import { closeTicket } from '../agent-actions.ts';
import { withKey } from '../shortcuts.ts';
import type { Ticket } from '../ticket.ts';
import { useDesk } from './desk-context.ts';

/** What can be done with a ticket, each with one click. The second click of a double click does nothing: it would hit the next ticket. */
export function StatusButtons({ ticket }: { readonly ticket: Ticket }) {
  const desk = useDesk();
  const once = (act: () => void) => (event: MouseEvent) => {
    if (event.detail <= 1) act();
  };
  if (ticket.status === 'closed') {
    return (
      <div class="buttons">
        <button type="button" onClick={once(() => desk.changeStatus(ticket, 'open'))}>
          Reopen
        </button>
      </div>
    );
  }
  const other = ticket.status === 'open' ? 'in_progress' : 'open';
  return (
    <div class="buttons">
      <button type="button" onClick={once(() => desk.changeStatus(ticket, other))}>
        {other === 'open' ? 'Mark open' : 'Mark in progress'}
      </button>
      <button
        class="primary"
        type="button"
        title={withKey('close')}
        aria-keyshortcuts="e"
        onClick={once(() => closeTicket(desk, ticket))}
      >
        Close ticket <kbd class="for-keys">e</kbd>
      </button>
    </div>
  );
}
