import { whyNotSent, whyRefused } from '#site/customer/explanation.ts';
import type { Stage } from '#site/customer/stage.ts';
import type { Tokens } from '#site/customer/tokens.ts';
import { withAddedMessages, withEarlierMessages, withLatestMessages } from './known-tickets.ts';
import type { OwnTicket } from './own-ticket.ts';
import type { OwnTicketsApi } from './own-tickets-api.ts';
import { Reading, type TicketsEvent } from './reading.ts';
import { emptyReply, keepReply, type ReplyDraft, storedReply } from './reply-draft.ts';
import { ticketPanel } from './ticket-panel.ts';

interface Around {
  /** Shows the list, as the customer wants. */
  back(): void;
  /** Shows the list because there is no such ticket. */
  lost(): void;
  /** Takes what the ticket is now. */
  learn(ticket: OwnTicket): void;
  /** Another ticket of the customer's whose id begins like this, if it is known. */
  find(idPrefix: string): string | undefined;
  open(id: string): void;
}

/** One ticket of a customer's: what was written, and a reply to it. */
export class OpenTicket extends Reading {
  readonly id: string;
  readonly #api: OwnTicketsApi;
  readonly #around: Around;
  readonly #view = ticketPanel({
    back: () => this.#around.back(),
    earlier: () => this.#readEarlier(),
    written: (text) => this.#write({ text, key: this.#draft.key }),
    send: () => this.#submit(),
    edit: () => this.#stopSending(),
    find: (idPrefix) => this.#around.find(idPrefix),
    open: (id) => this.#around.open(id),
    linksIn: (text) => this.#api.linksIn(text),
  });
  readonly #sending = this.work();
  readonly #paging = this.work();
  readonly #isWanted: boolean;
  #ticket: OwnTicket | undefined;
  #draft: ReplyDraft;

  /** What the customer themselves wants to see gets the focus and comes into view. */
  constructor(
    id: string,
    isWanted: boolean,
    api: OwnTicketsApi,
    tokens: Tokens,
    stage: Stage<TicketsEvent>,
    around: Around,
  ) {
    super(tokens, stage);
    this.id = id;
    this.#isWanted = isWanted;
    this.#api = api;
    this.#around = around;
    this.#draft = storedReply(stage.drafts, id);
  }

  /** Shows that it is read, then the ticket. */
  show(): void {
    this.stage.show(this.closed.element);
    this.readLatest();
  }

  /** More tickets are known: their numbers lead to them. */
  linkNumbers(): void {
    if (this.#ticket) this.#view.show(this.#ticket);
  }

  protected isEmpty(): boolean {
    return this.#ticket === undefined;
  }

  protected refused(): void {
    this.#around.lost();
  }

  protected readLatest(): void {
    this.read(
      (token) => this.#api.get(token, this.id),
      (ticket) => this.#take(ticket),
    );
  }

  #take(latest: OwnTicket): void {
    const known = this.#ticket;
    const ticket = withLatestMessages(known, latest);
    if (JSON.stringify(ticket) === JSON.stringify(known)) return;
    this.#ticket = ticket;
    this.#view.show(ticket);
    this.#around.learn(ticket);
    const last = ticket.messages.at(-1);
    if (!known) {
      this.#view.write(this.#draft.text);
      this.#view.sending('writing');
      this.stage.show(this.#view.element);
      if (!this.#isWanted) return;
      this.#view.focus();
      this.#view.toEnd();
    } else if (last && last.author === 'support' && last.id !== known.messages.at(-1)?.id) {
      this.stage.announce(`New reply from support: ${last.body}`);
    }
  }

  #readEarlier(): void {
    const known = this.#ticket;
    if (!known?.earlier) return;
    this.readMore(
      this.#paging,
      (token) => this.#api.get(token, this.id, known.earlier),
      (part) => {
        if (!this.#ticket || this.#ticket.earlier !== known.earlier) return;
        this.#ticket = withEarlierMessages(this.#ticket, part);
        this.#view.show(this.#ticket);
      },
    );
  }

  #write(draft: ReplyDraft): void {
    this.#draft = draft;
    keepReply(this.stage.drafts, this.id, draft);
  }

  #submit(): void {
    if (this.#sending.isUnderWay) {
      this.#sending.tryNow();
      return;
    }
    const { text, key } = this.#draft;
    this.#sending.begin(async (signal) => {
      const answer = await this.#sending.retryRequest(
        (token) => this.#api.reply(token, this.id, text, key),
        signal,
        (obstacle) => {
          const explanation = obstacle && whyNotSent(obstacle);
          this.#view.sending(obstacle ? 'waiting' : 'sending', explanation);
          this.say(explanation, 'Sending your reply.');
        },
      );
      if (answer.outcome === 'done') return this.#sent(answer.value);
      // The desk has answered for good under this key; what is sent next is another request.
      this.#write({ ...emptyReply(), text });
      const explanation = answer.outcome === 'refused' ? whyRefused(answer) : undefined;
      this.#view.sending('writing', explanation);
      this.say(explanation);
    });
  }

  #sent(answered: OwnTicket): void {
    this.#write(emptyReply());
    this.#view.write('');
    this.#view.sending('writing');
    this.#ticket = this.#ticket ? withAddedMessages(this.#ticket, answered) : answered;
    this.#view.show(this.#ticket);
    this.#view.toEnd();
    this.#around.learn(this.#ticket);
    this.stage.announce('Your reply is sent.');
    this.stage.emit('replied', { ticketId: this.id });
  }

  #stopSending(): void {
    this.#sending.end();
    this.#view.sending('writing');
  }
}
