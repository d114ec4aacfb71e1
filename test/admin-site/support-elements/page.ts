import type { SupportError, SupportTicketsElement } from '#site/support-elements.d.ts';

const form = document.querySelector('support-form');
if (form) form.token = null;
form?.addEventListener('support-form:accepted', ({ detail }) => detail.ticketId.length);

const tickets: SupportTicketsElement = document.createElement('support-tickets');
tickets.getToken = () => fetch('/my/support-token').then((response) => response.text());
tickets.ticket = undefined;
tickets.added('1');
// @ts-expect-error it is an id
tickets.ticket = 3;
// @ts-expect-error a promise of no token
tickets.getToken = () => fetch('/my/support-token');

document.addEventListener('supportopened', ({ detail }) => detail.ticketId.length);
addEventListener('supporterror', ({ detail }) => explain(detail));
// @ts-expect-error no such reason
addEventListener('supporterror', ({ detail }) => detail.reason === 'weather');

function explain({ reason, detail, ticketId }: SupportError): string {
  return reason === 'no_such_ticket' ? `${detail} ${ticketId}` : detail;
}
