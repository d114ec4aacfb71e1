import type { Refused } from '#site/customer/answer.ts';
import { whyRefused } from '#site/customer/explanation.ts';
import { listText } from '#site/customer/messages.ts';
import type { Stage } from '#site/customer/stage.ts';
import type { Tokens } from '#site/customer/tokens.ts';
import { withLatest, withMore, withTicket } from './known-tickets.ts';
import { listPanel } from './list-panel.ts';
import { OpenTicket } from './open-ticket.ts';
import type { OwnTicketSummary, TicketPage } from './own-ticket.ts';
import type { OwnTicketsApi } from './own-tickets-api.ts';
import { Reading, type TicketsEvent } from './reading.ts';

/** The dialogue about a customer's tickets: the list, and the open ticket. */
export class FollowUp extends Reading {
  readonly #api: OwnTicketsApi;
  readonly #list: ReturnType<typeof listPanel>;
  readonly #adding = this.work();
  readonly #paging = this.work();
  #page: TicketPage | undefined;
  /** Tickets just submitted, which the desk lists a moment later. */
  readonly #added: OwnTicketSummary[] = [];
  #open: OpenTicket | undefined;
  #isLookingUp = false;

  constructor(api: OwnTicketsApi, tokens: Tokens, stage: Stage<TicketsEvent>) {
    super(tokens, stage);
    this.#api = api;
    this.#list = listPanel(() => this.#more(), api.search, {
      work: this.work(),
      list: api.list,
      canAskForToken: () => tokens.isRenewable,
      say: stage.announce,
      open: (id) => this.#choose(id),
    });
  }

  /** The id of the open ticket. */
  get openId(): string | undefined {
    return this.#open?.id;
  }

  /** Shows the list. If the customer asked for it, or the focus would be lost, it moves to the ticket that was open. */
  list(isWanted = this.stage.hasFocus()): void {
    const left = this.openId;
    this.#list.explain(undefined);
    this.#leave();
    if (isWanted && this.#page && left !== undefined) this.#list.focus(left);
  }

  /** Shows a ticket, and focuses it if the customer asked for it or the focus would be lost. */
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

  /** Lists a ticket that was just submitted; somebody else's changes nothing. */
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

  /** Opens a ticket that the customer chose, and fires the event. */
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

  /** Shows the list if a ticket wasn't found: its link may be old, or somebody else's. */
  #lose(id: string): void {
    const explanation = { title: listText.notFound, text: listText.notFoundHelp };
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

  /** Finds a ticket in the list. A link may have opened a ticket without the list, which is loaded once a message has a number. */
  #find(idPrefix: string): string | undefined {
    if (!this.#page) void this.#lookUp();
    return this.#page?.tickets.find(({ id }) => id.startsWith(idPrefix))?.id;
  }

  /** Loads the list; if that fails, numbers stay plain text. */
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
