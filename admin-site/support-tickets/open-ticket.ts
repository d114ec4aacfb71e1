import { whyNotSent, whyRefused } from '#site/customer/explanation.ts';
import { ticketText } from '#site/customer/messages.ts';
import type { Stage } from '#site/customer/stage.ts';
import type { Tokens } from '#site/customer/tokens.ts';
import { withAddedMessages, withEarlierMessages, withLatestMessages } from './known-tickets.ts';
import type { OwnTicket } from './own-ticket.ts';
import type { OwnTicketsApi } from './own-tickets-api.ts';
import { Reading, type TicketsEvent } from './reading.ts';
import { emptyReply, keepReply, type ReplyDraft, storedReply } from './reply-draft.ts';
import { ticketPanel } from './ticket-panel.ts';

interface Around {
  /** Shows the list at the customer's request. */
  back(): void;
  /** Shows the list because the ticket wasn't found. */
  lost(): void;
  /** Updates the list with the ticket. */
  learn(ticket: OwnTicket): void;
  /** Returns the id of another known ticket of the customer's that starts with this. */
  find(idPrefix: string): string | undefined;
  open(id: string): void;
}

/** The dialogue about one of the customer's tickets: its messages, and a reply. */
export class OpenTicket extends Reading {
  readonly id: string;
  readonly #api: OwnTicketsApi;
  readonly #around: Around;
  readonly #view = ticketPanel({
    back: () => this.#around.back(),
    earlier: () => this.#readEarlier(),
    written: (draft) => this.#write({ ...draft, key: this.#draft.key }),
    send: () => this.#submit(),
    edit: () => this.#stopSending(),
    find: (idPrefix) => this.#around.find(idPrefix),
    open: (id) => this.#around.open(id),
    linksIn: (text) => this.#api.linksIn(text),
    uploading: {
      ...this.forFiles,
      explain: (explanation) => {
        if (this.#sending.isUnderWay) return;
        this.#view.sending('writing', explanation);
        if (explanation) this.say(explanation);
      },
    },
  });
  readonly #sending = this.work();
  readonly #paging = this.work();
  readonly #isWanted: boolean;
  #ticket: OwnTicket | undefined;
  #draft: ReplyDraft;

  /** `isWanted`: the customer asked for the ticket, which is focused and scrolled into view. */
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

  /** Shows the skeleton, then the ticket. */
  show(): void {
    this.stage.show(this.closed.element);
    this.readLatest();
  }

  /** Links the numbers of tickets that became known. */
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
      this.#view.write(this.#draft);
      this.#view.sending('writing');
      this.stage.show(this.#view.element);
      if (!this.#isWanted) return;
      this.#view.focus();
      this.#view.toEnd();
    } else if (last && last.author === 'support' && last.id !== known.messages.at(-1)?.id) {
      this.stage.announce(ticketText.announceReply(last.body));
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
    this.#sending.begin(async (signal) => {
      const answer = await this.#sending.retryRequest(
        (token) => this.#api.reply(token, this.id, this.#draft),
        signal,
        (obstacle) => {
          const explanation = obstacle && whyNotSent(obstacle);
          this.#view.sending(obstacle ? 'waiting' : 'sending', explanation);
          this.say(explanation, ticketText.announceSending);
        },
      );
      if (answer.outcome === 'done') return this.#sent(answer.value);
      // The desk's answer under this key is final; sending again is a new request.
      this.#write({ ...this.#draft, key: emptyReply().key });
      const files = answer.outcome === 'refused' ? answer.files : [];
      const explanation = answer.outcome === 'refused' && files.length === 0 ? whyRefused(answer) : undefined;
      this.#view.sending('writing', explanation);
      this.say(explanation);
      this.#view.refuse(files);
    });
  }

  #sent(answered: OwnTicket): void {
    this.#write(emptyReply());
    this.#view.write(this.#draft);
    this.#view.sending('writing');
    this.#ticket = this.#ticket ? withAddedMessages(this.#ticket, answered) : answered;
    this.#view.show(this.#ticket);
    this.#view.toEnd();
    this.#around.learn(this.#ticket);
    this.stage.announce(ticketText.announceSent);
    this.stage.emit('replied', { ticketId: this.id });
  }

  /** Stops uploads, too. The draft keeps what is uploaded. */
  override end(): void {
    super.end();
    this.#view.cancelUploads();
  }

  #stopSending(): void {
    this.#sending.end();
    this.#view.sending('writing');
  }
}
