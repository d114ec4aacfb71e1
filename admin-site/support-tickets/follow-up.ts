import type { Refused } from '../customer/answer.ts';
import type { Stage } from '../customer/dialogue.ts';
import type { Tokens } from '../customer/tokens.ts';
import { whyRefused } from '../customer/words.ts';
import { withFirst, withLatest, withMore, withTicket } from './known-tickets.ts';
import { listView } from './list-view.ts';
import { OpenTicket } from './open-ticket.ts';
import type { TicketPage } from './own-ticket.ts';
import type { OwnTicketsApi } from './own-tickets-api.ts';
import { Reading, type TicketsEvent } from './reading.ts';

/** A customer and their tickets: the list, and the one that is open. */
export class FollowUp extends Reading {
  readonly #api: OwnTicketsApi;
  readonly #list = listView(
    (id) => this.open(id),
    () => this.#more(),
  );
  #page: TicketPage | undefined;
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

  /** Shows the list; the ticket that was open has the focus there. */
  list(): void {
    const left = this.openId;
    this.end();
    this.#open = undefined;
    if (this.#page) this.#show(this.#page);
    else this.stage.show(this.closed.element);
    if (left !== undefined) {
      if (this.#page) this.#list.focus(left);
      this.stage.emit('listed');
    }
    this.#read();
  }

  /** Shows a ticket. */
  open(id: string): void {
    if (this.openId === id) return;
    this.end();
    this.#open = new OpenTicket(id, this.#api, this.tokens, this.stage, {
      back: () => this.list(),
      learn: (ticket) => {
        if (this.#page) this.#page = withTicket(this.#page, ticket);
      },
      find: (idPrefix) => this.#find(idPrefix),
      open: (other) => this.open(other),
    });
    this.stage.emit('opened', { ticketId: id });
    this.#open.show();
  }

  /** Reads again what is seen. */
  refresh(): void {
    if (this.#open) this.#open.refresh();
    else if (!this.obstacle) this.#read();
  }

  /** A ticket was submitted: it is listed at once, though the list may learn of it a moment later. */
  added(id: string): void {
    if (this.#open) return;
    this.read(
      (token) => this.#api.get(token, id),
      (ticket) => this.#show(withFirst(this.#page, ticket)),
    );
  }

  override tryNow(): void {
    if (this.#open) this.#open.tryNow();
    else super.tryNow();
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
  }

  #read(): void {
    this.read(
      (token) => this.#api.list(token),
      (page) => this.#show(withLatest(this.#page, page)),
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
    const token = await this.tokens.current();
    const answer = token === undefined ? undefined : await this.#api.list(token);
    this.#isLookingUp = false;
    if (answer?.outcome !== 'done') return;
    this.#page ??= answer.value;
    this.#open?.linkNumbers();
  }

  #more(): void {
    const next = this.#page?.next;
    if (next === undefined) return;
    this.read(
      (token) => this.#api.list(token, next),
      (page) => this.#show(withMore(this.#page, page)),
    );
  }

  #show(page: TicketPage): void {
    this.#page = page;
    this.#list.show(page.tickets, page.next !== undefined);
    this.stage.show(this.#list.element);
  }
}
