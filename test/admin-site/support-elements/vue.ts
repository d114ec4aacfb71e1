import type { GlobalComponents } from 'vue';

type Form = InstanceType<GlobalComponents['support-form']>;
type Tickets = InstanceType<GlobalComponents['support-tickets']>;

export const props: Tickets['$props'] = { 'token-url': '/my/support-token', ticket: undefined, class: 'wide' };
// @ts-expect-error the ticket is an id
export const numbered: Tickets['$props'] = { ticket: 3 };

export function emit(form: Form, event: CustomEvent<{ ticketId: string }>): void {
  form.$emit('supportaccepted', event);
  form.$emit('support-form:accepted', event);
  // @ts-expect-error an event of the other element
  form.$emit('supportopened', event);
}

export type Others = GlobalComponents['Teleport'];
