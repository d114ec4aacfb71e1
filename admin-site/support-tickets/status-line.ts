import { element } from '#site/customer/dom.ts';
import { listText } from '#site/customer/messages.ts';
import type { OwnTicketSummary } from './own-ticket.ts';

/** A ticket's status, worded for its customer. */
export const statusLine = (status: OwnTicketSummary['status']): HTMLElement =>
  element(
    'span',
    { class: `state ${status}`, part: `status status-${status.replace('_', '-')}` },
    listText.status[status],
  );
