import { CustomerElement } from '#site/customer/customer-element.ts';
import type { CommonEvent, Stage } from '#site/customer/stage.ts';
import type { Tokens } from '#site/customer/tokens.ts';
import { FollowUp } from './follow-up.ts';
import { ownTicketsApi } from './own-tickets-api.ts';
import type { TicketsEvent } from './reading.ts';
import css from './support-tickets.css';

/** Short enough to show a new reply within 15 s. */
const POLL_MS = 12_000;

/**
 * `<support-tickets>`, in which a customer of the website follows their tickets and replies.
 *
 * - Attributes, properties, methods and styling: those of every `CustomerElement`.
 * - Attribute or property `ticket`: the id of the open ticket. Null, undefined, '' and an id that isn't one of the customer's show the list.
 * - Methods: `added(ticketId)` lists a ticket that was just submitted, which a form on the same page does automatically; `refresh()` loads again.
 * - Updates appear within 15 seconds while the element is shown.
 * - Events: those of every `CustomerElement`; `support-tickets:opened` ({ ticketId }) and `support-tickets:listed`, when the customer does so; and
 *   `support-tickets:replied` ({ ticketId }). The reason of an error is `no_such_ticket` if `ticket` isn't one of the customer's.
 */
export class SupportTicketsElement extends CustomerElement<TicketsEvent, FollowUp> {
  static override readonly observedAttributes = [...CustomerElement.observedAttributes, 'ticket'];

  constructor() {
    super(css);
  }

  get ticket(): string | undefined {
    return this.getAttribute('ticket') || undefined;
  }

  set ticket(id: string | null | undefined) {
    if (id) this.setAttribute('ticket', id);
    else this.removeAttribute('ticket');
  }

  added(ticketId: string): void {
    this.dialogue?.added(ticketId);
  }

  refresh(): void {
    this.dialogue?.refresh();
  }

  override attributeChangedCallback(name: string, before: string | null, value: string | null): void {
    if (name !== 'ticket') super.attributeChangedCallback(name, before, value);
    else if (this.ticket !== undefined) this.dialogue?.open(this.ticket);
    else if (this.dialogue?.openId !== undefined) this.dialogue.list();
  }

  #added(accepted: Event): void {
    if (accepted instanceof CustomEvent) this.dialogue?.added(accepted.detail.ticketId);
  }

  protected dialogueWith(desk: string, tokens: Tokens, stage: Stage<TicketsEvent>): FollowUp {
    return new FollowUp(ownTicketsApi(desk), tokens, stage);
  }

  protected open(followUp: FollowUp): void {
    if (this.ticket === undefined) followUp.list();
    else followUp.open(this.ticket);
  }

  protected override forget(): void {
    this.ticket = undefined;
  }

  protected override shownAgain(): void {
    this.refresh();
  }

  protected override whileConnected(signal: AbortSignal): void {
    this.adopt('ticket');
    const timer = setInterval(() => this.isShown && this.dialogue?.look(), POLL_MS);
    // Captured before the page's own listeners, which may stop the event.
    addEventListener('support-form:accepted', (event) => this.#added(event), { capture: true, signal });
    signal.addEventListener('abort', () => clearInterval(timer));
  }

  protected override emit(name: TicketsEvent | CommonEvent, detail: { ticketId?: string; reason?: string }): boolean {
    if (name === 'opened') this.ticket = detail.ticketId;
    if (name === 'listed' || detail.reason === 'no_such_ticket') this.ticket = undefined;
    return super.emit(name, detail);
  }
}
