import type { Answer, FinalAnswer } from '../support-form/answer.ts';
import { closedView } from '../support-form/closed-view.ts';
import { Countdown } from '../support-form/countdown.ts';
import { insist, type Obstacle } from '../support-form/insist.ts';
import type { Tokens } from '../support-form/tokens.ts';
import { type Explanation, whyNotSent, whyRefused } from '../support-form/words.ts';
import { listView } from './list-view.ts';
import type { OwnTicket, OwnTicketSummary, TicketPage } from './own-ticket.ts';
import type { OwnTicketsApi } from './own-tickets-api.ts';
import { emptyReply, keepReply, type ReplyDraft, storedReply } from './reply-draft.ts';
import { ticketView } from './ticket-view.ts';
import { whyNotRead } from './why-not-read.ts';

/** Where tickets are seen and heard. */
export interface Stage {
  show(view: HTMLElement): void;
  announce(text: string): void;
  emit(event: 'opened' | 'listed' | 'replied' | 'token-needed', detail?: object): void;
}

/** A customer and their tickets: the list, one ticket, and a reply to it. */
export class FollowUp {
  readonly #api: OwnTicketsApi;
  readonly #tokens: Tokens;
  readonly #stage: Stage;
  readonly #countdown = new Countdown();
  readonly #closed = closedView(() => this.tryNow());
  readonly #list = listView(
    (id) => this.open(id),
    () => this.#more(),
  );
  readonly #view = ticketView({
    back: () => this.list(),
    earlier: () => this.#earlier(),
    written: (text) => this.#write({ text, key: this.#draft.key }),
    send: () => this.#submit(),
    edit: () => this.#stopSending(),
  });
  #page: TicketPage | undefined;
  #ticket: OwnTicket | undefined;
  #openId: string | undefined;
  #draft: ReplyDraft = emptyReply();
  #sending = false;
  #obstacle: Obstacle | undefined;
  #work = new AbortController();

  constructor(api: OwnTicketsApi, tokens: Tokens, stage: Stage) {
    this.#api = api;
    this.#tokens = tokens;
    this.#stage = stage;
  }

  /** Shows the list; the ticket that was open has the focus there. */
  list(): void {
    const left = this.#openId;
    this.#leave();
    if (this.#page) {
      this.#showList();
      if (left !== undefined) this.#list.focus(left);
    } else this.#stage.show(this.#closed.element);
    if (left !== undefined) this.#stage.emit('listed');
    this.#read(
      (token) => this.#api.list(token),
      (page) => {
        // What was loaded before stays below.
        const ids = new Set(page.tickets.map(({ id }) => id));
        const known = this.#page?.tickets.filter(({ id }) => !ids.has(id)) ?? [];
        this.#page = this.#page ? { tickets: [...page.tickets, ...known], next: this.#page.next } : page;
        this.#showList();
      },
    );
  }

  /** Shows a ticket. */
  open(id: string): void {
    if (this.#openId === id) return;
    this.#leave();
    this.#openId = id;
    this.#draft = storedReply(id);
    this.#stage.emit('opened', { ticketId: id });
    this.#stage.show(this.#closed.element);
    this.#closed.show(undefined);
    this.#readOpen(id);
  }

  /** Reads again what is seen. */
  refresh(): void {
    if (this.#sending || this.#obstacle) return;
    if (this.#openId !== undefined) this.#readOpen(this.#openId);
    else this.list();
  }

  /** A ticket was submitted: it is listed at once, though the list may learn of it a moment later. */
  added(id: string): void {
    if (this.#openId !== undefined) return;
    this.#read(
      (token) => this.#api.get(token, id),
      (ticket) => {
        const others = this.#page?.tickets.filter((one) => one.id !== id) ?? [];
        this.#page = { tickets: [ticket, ...others], next: this.#page?.next };
        this.#showList();
      },
    );
  }

  /** The ticket that is open. */
  get openId(): string | undefined {
    return this.#openId;
  }

  tryNow(): void {
    this.#countdown.skip();
    if (this.#obstacle?.kind !== 'sign_in') return;
    this.#stage.emit('token-needed');
    void this.#tokens.askAgain();
  }

  end(): void {
    this.#work.abort();
  }

  #leave(): void {
    this.#work.abort();
    this.#sending = false;
    this.#obstacle = undefined;
    this.#ticket = undefined;
    this.#openId = undefined;
  }

  #showList(): void {
    const { tickets, next } = this.#page ?? { tickets: [], next: undefined };
    this.#list.show(tickets, next !== undefined);
    this.#stage.show(this.#list.element);
  }

  #more(): void {
    const next = this.#page?.next;
    if (next === undefined) return;
    this.#read(
      (token) => this.#api.list(token, next),
      (page) => {
        this.#page = { tickets: [...(this.#page?.tickets ?? []), ...page.tickets], next: page.next };
        this.#showList();
      },
    );
  }

  #readOpen(id: string): void {
    this.#read(
      (token) => this.#api.get(token, id),
      (ticket) => this.#take(ticket),
    );
  }

  /** What was read before the latest part stays. */
  #take(ticket: OwnTicket): void {
    const known = this.#ticket;
    const [first] = ticket.messages;
    const ids = new Set(ticket.messages.map(({ id }) => id));
    const before = known?.messages.filter(({ id }) => !ids.has(id) && (!first || id < first.id)) ?? [];
    this.#ticket =
      before.length > 0 ? { ...ticket, messages: [...before, ...ticket.messages], earlier: known?.earlier } : ticket;
    this.#view.show(this.#ticket);
    this.#learn(ticket);
    const last = this.#ticket.messages.at(-1);
    if (!known) {
      this.#view.write(this.#draft.text);
      this.#view.sending('writing');
      this.#stage.show(this.#view.element);
      this.#view.focus();
    } else if (last && last.author === 'support' && last.id !== known.messages.at(-1)?.id) {
      this.#stage.announce(`New reply from support: ${last.body}`);
    } else return;
    this.#view.toEnd();
  }

  #learn(ticket: OwnTicketSummary): void {
    if (!this.#page) return;
    this.#page = { ...this.#page, tickets: this.#page.tickets.map((one) => (one.id === ticket.id ? ticket : one)) };
  }

  #earlier(): void {
    const shown = this.#ticket;
    if (!shown?.earlier) return;
    this.#read(
      (token) => this.#api.get(token, shown.id, shown.earlier),
      ({ messages, earlier }) => {
        if (this.#ticket?.id !== shown.id) return;
        this.#ticket = { ...this.#ticket, messages: [...messages, ...this.#ticket.messages], earlier };
        this.#view.show(this.#ticket);
      },
    );
  }

  #write(draft: ReplyDraft): void {
    this.#draft = draft;
    if (this.#openId !== undefined) keepReply(this.#openId, draft);
  }

  #submit(): void {
    const id = this.#openId;
    if (id === undefined) return;
    if (this.#sending) {
      this.tryNow();
      return;
    }
    this.#sending = true;
    const { text, key } = this.#draft;
    this.#begin(async (signal) => {
      const answer = await this.#insist(
        (token) => this.#api.reply(token, id, text, key),
        signal,
        (obstacle) => {
          const explanation = obstacle && whyNotSent(obstacle);
          this.#view.sending(obstacle ? 'waiting' : 'sending', explanation);
          this.#say(explanation, 'Sending your reply.');
        },
      );
      this.#sending = false;
      if (answer.outcome === 'done') this.#sent(id, answer.value);
      else {
        // The desk has answered for good under this key; what is sent next is another request.
        this.#write({ ...emptyReply(), text });
        const explanation = answer.outcome === 'refused' ? whyRefused(answer) : undefined;
        this.#view.sending('writing', explanation);
        this.#say(explanation);
      }
    });
  }

  #sent(id: string, { messages, ...rest }: OwnTicket): void {
    this.#write(emptyReply());
    keepReply(id, this.#draft);
    this.#view.write('');
    this.#view.sending('writing');
    const known = this.#ticket?.messages ?? [];
    const ids = new Set(known.map((one) => one.id));
    const added = messages.filter((one) => !ids.has(one.id));
    this.#ticket = { ...rest, messages: [...known, ...added], earlier: this.#ticket?.earlier };
    this.#view.show(this.#ticket);
    this.#view.toEnd();
    this.#learn(this.#ticket);
    this.#stage.announce('Your reply is sent.');
    this.#stage.emit('replied', { ticketId: id });
  }

  #stopSending(): void {
    this.#work.abort();
    this.#sending = false;
    this.#obstacle = undefined;
    this.#view.sending('writing');
  }

  /** Reads something, however long it takes; what is shown meanwhile stays, unless nothing is. */
  #read<T>(request: (token: string) => Promise<Answer<T>>, take: (value: T) => void): void {
    this.#begin(async (signal) => {
      const isEmpty = () => (this.#openId === undefined ? !this.#page : !this.#ticket);
      const answer = await this.#insist(request, signal, (obstacle) => {
        if (!isEmpty()) return;
        const explanation = obstacle && whyNotRead(obstacle, this.#tokens.getToken !== undefined);
        this.#closed.show(explanation);
        this.#say(explanation);
      });
      if (answer.outcome === 'done') return take(answer.value);
      if (answer.outcome !== 'refused' || !isEmpty()) return;
      const explanation = {
        title: 'There is no such ticket',
        text: 'It is not one of yours, or the link is not complete.',
        action: 'Your tickets',
      };
      this.#obstacle = undefined;
      this.#missing(explanation);
    });
  }

  #missing(explanation: Explanation): void {
    const view = closedView(() => this.list());
    view.show(explanation);
    this.#stage.show(view.element);
    this.#say(explanation);
  }

  #say(explanation: Explanation | undefined, otherwise = ''): void {
    this.#stage.announce(explanation ? `${explanation.title}. ${explanation.text}` : otherwise);
  }

  #begin(step: (signal: AbortSignal) => Promise<void>): void {
    this.#work.abort();
    this.#work = new AbortController();
    const { signal } = this.#work;
    step(signal).catch((error) => {
      if (!signal.aborted) throw error;
    });
  }

  #insist<T>(
    request: (token: string) => Promise<Answer<T>>,
    signal: AbortSignal,
    show: (obstacle: Obstacle | undefined) => void,
  ): Promise<FinalAnswer<T>> {
    const report = (obstacle: Obstacle | undefined) => {
      this.#obstacle = obstacle;
      show(obstacle);
      if (obstacle?.kind === 'sign_in') this.#stage.emit('token-needed');
    };
    return insist(request, { tokens: this.#tokens, signal, wait: this.#countdown.wait, report });
  }
}
