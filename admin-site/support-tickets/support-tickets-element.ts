import { CustomerElement } from '#site/customer/customer-element.ts';
import type { CommonEvent, Stage } from '#site/customer/stage.ts';
import type { Tokens } from '#site/customer/tokens.ts';
import { FollowUp } from './follow-up.ts';
import { ownTicketsApi } from './own-tickets-api.ts';
import type { TicketsEvent } from './reading.ts';
import css from './support-tickets.css';

/** A new reply is seen within 15 s. */
const LOOK_MS = 12_000;

/**
 * `<support-tickets>`: a customer of the website follows their tickets and answers.
 *
 * - Attributes, properties, methods and looks: those of every `CustomerElement`.
 * - Attribute or property `ticket`: the id of the ticket that is open; null, undefined, '' and the id of no ticket of theirs show the list.
 * - Methods: `added(ticketId)` shows a ticket that was just submitted, as a form on the same page does by itself; `refresh()` reads again.
 * - Updates appear within 15 seconds while the element is shown.
 * - Events: those of every one; `support-tickets:opened` ({ ticketId }) and `support-tickets:listed`, when the customer does so; and
 *   `support-tickets:replied` ({ ticketId }). The reason of an error is `no_such_ticket` if `ticket` is none of theirs.
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
    const timer = setInterval(() => this.isShown && this.dialogue?.look(), LOOK_MS);
    // Before the page hears of it, which may stop the event.
    addEventListener('support-form:accepted', (event) => this.#added(event), { capture: true, signal });
    signal.addEventListener('abort', () => clearInterval(timer));
  }

  protected override emit(name: TicketsEvent | CommonEvent, detail: { ticketId?: string; reason?: string }): boolean {
    if (name === 'opened') this.ticket = detail.ticketId;
    if (name === 'listed' || detail.reason === 'no_such_ticket') this.ticket = undefined;
    return super.emit(name, detail);
  }
}
