import type { Obstacle } from '#site/customer/retry-request.ts';
import type { CommonEvent } from '#site/customer/stage.ts';
import type * as Declared from '#site/support-elements.d.ts';
import type { ConversationEvent } from '#site/support-form/conversation.ts';
import type { SupportFormElement } from '#site/support-form/support-form-element.ts';
import type { TicketsEvent } from '#site/support-tickets/reading.ts';
import type { SupportTicketsElement } from '#site/support-tickets/support-tickets-element.ts';

type Same<One, Other> = [One, Other] extends [Other, One] ? true : false;
/** The element's own members, except those that the browser calls. */
type Own<Element> = Exclude<keyof Element, keyof HTMLElement | `${string}Callback`>;
type Plain<Name extends string> = Name extends `${infer Before}-${infer After}` ? `${Before}${After}` : Name;
type Names<Element extends string, Event extends string> = `${Element}:${Event}` | `support${Plain<Event>}`;

/** The declarations for other websites match the code, by name and type. */
export const declared: {
  formHas: Same<Own<SupportFormElement>, Own<Declared.SupportFormElement>>;
  ticketsHas: Same<Own<SupportTicketsElement>, Own<Declared.SupportTicketsElement>>;
  formTakes: Declared.SupportFormElement extends Pick<SupportFormElement, Own<SupportFormElement>> ? true : false;
  ticketsTakes: Declared.SupportTicketsElement extends Pick<SupportTicketsElement, Own<SupportTicketsElement>>
    ? true
    : false;
  formFires: Same<keyof Declared.SupportFormEvents, Names<'support-form', ConversationEvent | CommonEvent>>;
  ticketsFires: Same<keyof Declared.SupportTicketsEvents, Names<'support-tickets', TicketsEvent | CommonEvent>>;
  reasons: Same<Declared.SupportError['reason'], Exclude<Obstacle['kind'], 'sign_in'> | 'refused' | 'no_such_ticket'>;
} = {
  formHas: true,
  ticketsHas: true,
  formTakes: true,
  ticketsTakes: true,
  formFires: true,
  ticketsFires: true,
  reasons: true,
};
