import { CustomerElement } from '../customer/customer-element.ts';
import type { Stage } from '../customer/dialogue.ts';
import type { Tokens } from '../customer/tokens.ts';
import { FollowUp } from './follow-up.ts';
import { ownTicketsApi } from './own-tickets-api.ts';
import type { TicketsEvent } from './reading.ts';
import css from './support-tickets.css';

const REFRESH_MS = 60_000;

/**
 * `<support-tickets>`: a customer of the website follows their tickets and answers.
 *
 * - Attribute, properties, fragment and looks: those of every `CustomerElement`.
 * - Attribute or property `ticket`: the id of the ticket that is open; none shows the list.
 * - Methods: `added(ticketId)` shows a ticket that was just submitted; `refresh()` reads again.
 * - Events: `support-tickets:opened` ({ ticketId }), `support-tickets:listed`, `support-tickets:replied` ({ ticketId }), and
 *   `support-tickets:token-needed`.
 */
export class SupportTicketsElement extends CustomerElement<TicketsEvent, FollowUp> {
  static readonly observedAttributes = ['ticket'];

  constructor() {
    super(css);
  }

  get ticket(): string | undefined {
    return this.getAttribute('ticket') ?? undefined;
  }

  set ticket(id: string | undefined) {
    if (id === undefined) this.removeAttribute('ticket');
    else this.setAttribute('ticket', id);
  }

  added(ticketId: string): void {
    this.dialogue?.added(ticketId);
  }

  refresh(): void {
    this.dialogue?.refresh();
  }

  attributeChangedCallback(_: string, before: string | null, id: string | null): void {
    if (before === id || !this.dialogue) return;
    if (id !== null) this.dialogue.open(id);
    else if (this.dialogue.openId !== undefined) this.dialogue.list();
  }

  protected dialogueWith(desk: string, tokens: Tokens, stage: Stage<TicketsEvent>): FollowUp {
    return new FollowUp(ownTicketsApi(desk), tokens, stage);
  }

  protected open(followUp: FollowUp): void {
    if (this.ticket === undefined) followUp.list();
    else followUp.open(this.ticket);
  }

  protected override whileConnected(signal: AbortSignal): void {
    this.adopt('ticket');
    const look = () => document.visibilityState === 'visible' && this.refresh();
    document.addEventListener('visibilitychange', look, { signal });
    const timer = setInterval(() => this.ticket !== undefined && look(), REFRESH_MS);
    signal.addEventListener('abort', () => clearInterval(timer));
  }

  protected override emit(name: TicketsEvent | 'token-needed', detail: { ticketId?: string }): boolean {
    if (name === 'opened') this.ticket = detail.ticketId;
    if (name === 'listed') this.ticket = undefined;
    return super.emit(name, detail);
  }
}
