import type { Refused } from '#site/customer/answer.ts';
import { whyRefused } from '#site/customer/explanation.ts';
import type { Stage } from '#site/customer/stage.ts';
import type { Tokens } from '#site/customer/tokens.ts';
import { withLatest, withMore, withTicket } from './known-tickets.ts';
import { listPanel } from './list-panel.ts';
import { OpenTicket } from './open-ticket.ts';
import type { OwnTicketSummary, TicketPage } from './own-ticket.ts';
import type { OwnTicketsApi } from './own-tickets-api.ts';
import { Reading, type TicketsEvent } from './reading.ts';

/** A customer and their tickets: the list, and the one that is open. */
export class FollowUp extends Reading {
  readonly #api: OwnTicketsApi;
  readonly #list = listPanel(
    (id) => this.#choose(id),
    () => this.#more(),
  );
  readonly #adding = this.work();
  readonly #paging = this.work();
  #page: TicketPage | undefined;
  /** What was submitted meanwhile: the list learns of it a moment later. */
  readonly #added: OwnTicketSummary[] = [];
  #open: OpenTicket | undefined;
  #isLookingUp = false;

  constructor(api: OwnTicketsApi, tokens: Tokens, stage: Stage<TicketsEvent>) {
    super(tokens, stage);
    this.#api = api;
  }

  /** The id of the ticket that is open. */
  get openId(): string | undefined {
    return this.#open?.id;
  }

  /** Shows the list; if the customer wants it, or the focus would be lost, the ticket that was open has it there. */
  list(isWanted = this.stage.hasFocus()): void {
    const left = this.openId;
    this.#list.explain(undefined);
    this.#leave();
    if (isWanted && this.#page && left !== undefined) this.#list.focus(left);
  }

  /** Shows a ticket; it gets the focus if the customer wants it, or the focus would be lost. */
  open(id: string, isWanted = this.stage.hasFocus()): void {
    if (this.openId === id) return;
    this.end();
    this.#open = new OpenTicket(id, isWanted, this.#api, this.tokens, this.stage, {
      back: () => {
        this.list(true);
        this.stage.emit('listed');
      },
      lost: () => this.#lose(id),
      learn: (ticket) => {
        if (this.#page?.tickets.some((one) => one.id === id)) this.#take(withTicket(this.#page, ticket));
      },
      find: (idPrefix) => this.#find(idPrefix),
      open: (other) => this.#choose(other),
    });
    this.#open.show();
  }

  override refresh(): void {
    if (this.#open) this.#open.refresh();
    else super.refresh();
  }

  override look(): void {
    if (this.#open) this.#open.look();
    else super.look();
  }

  /** A ticket was submitted: it is listed at once. One of somebody else changes nothing. */
  added(id: string): void {
    this.readMore(
      this.#adding,
      (token) => this.#api.get(token, id),
      (ticket) => {
        this.#added.push(ticket);
        if (this.#page) this.#take(this.#page);
      },
    );
  }

  override skip(): void {
    super.skip();
    this.#open?.skip();
  }

  override end(): void {
    super.end();
    this.#open?.end();
  }

  protected isEmpty(): boolean {
    return this.#page === undefined;
  }

  protected refused(answer: Refused): void {
    const explanation = whyRefused(answer);
    this.closed.show(explanation);
    this.say(explanation);
    this.stage.emit('error', { reason: 'refused', detail: answer.reason });
  }

  /** The customer opens a ticket; the host page may want to know. */
  #choose(id: string): void {
    this.open(id, true);
    this.stage.emit('opened', { ticketId: id });
  }

  #leave(): void {
    this.end();
    this.#open = undefined;
    if (this.#page) this.#take(this.#page);
    else this.stage.show(this.closed.element);
    this.readLatest();
  }

  /** A link may be old, or of somebody else's ticket. */
  #lose(id: string): void {
    const explanation = {
      title: 'There is no such ticket',
      text: 'It is not one of yours, or the link is not complete.',
    };
    this.#list.explain(explanation);
    this.#leave();
    this.say(explanation);
    this.stage.emit('error', { reason: 'no_such_ticket', detail: explanation.text, ticketId: id });
  }

  protected readLatest(): void {
    this.read(
      (token) => this.#api.list(token),
      (page) => this.#take(withLatest(this.#page, page)),
    );
  }

  /** A link may have led to a ticket without its list, which is read once a number is in it. */
  #find(idPrefix: string): string | undefined {
    if (!this.#page) void this.#lookUp();
    return this.#page?.tickets.find(({ id }) => id.startsWith(idPrefix))?.id;
  }

  /** Nothing is said if that fails: the number stays a number. */
  async #lookUp(): Promise<void> {
    if (this.#isLookingUp) return;
    this.#isLookingUp = true;
    const supply = await this.tokens.current();
    const answer = supply.outcome === 'token' ? await this.#api.list(supply.token) : undefined;
    this.#isLookingUp = false;
    if (answer?.outcome !== 'done') return;
    this.#page ??= answer.value;
    this.#open?.linkNumbers();
  }

  #more(): void {
    const { next } = this.#page ?? {};
    if (next === undefined) return;
    this.readMore(
      this.#paging,
      (token) => this.#api.list(token, next),
      (page) => this.#page?.next === next && this.#take(withMore(this.#page, page)),
    );
  }

  #take(page: TicketPage): void {
    this.#page = this.#added.reduce(withTicket, page);
    this.#list.show(this.#page.tickets, page.next !== undefined);
    if (!this.#open) this.stage.show(this.#list.element);
  }
}
