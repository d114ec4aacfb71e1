import { element } from '#site/customer/dom.ts';
import { type OwnTicketSummary, statusWords } from './own-ticket.ts';

/** What a ticket waits for. */
export const statusLine = (status: OwnTicketSummary['status']): HTMLElement =>
  element('span', { class: `state ${status}`, part: `status status-${status.replace('_', '-')}` }, statusWords[status]);
