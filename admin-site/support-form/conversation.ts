import type { Answer, CreditsRequired, Customer, FinalAnswer, Receipt, Refused } from './answer.ts';
import { closedView } from './closed-view.ts';
import { Countdown } from './countdown.ts';
import { creditsView } from './credits-view.ts';
import type { DeskApi } from './desk-api.ts';
import { type Draft, emptyDraft, mistakesIn, newKey } from './draft.ts';
import { draftStorage } from './draft-storage.ts';
import { formView } from './form-view.ts';
import { insist, type Obstacle } from './insist.ts';
import { cameBack, pricingTarget } from './pricing.ts';
import { receiptView } from './receipt-view.ts';
import type { Tokens } from './tokens.ts';
import { type Explanation, whyNotOpen, whyNotSent, whyRefused } from './words.ts';

/** Where a conversation is seen and heard. */
export interface Stage {
  /** Puts a view in the place of the one before. */
  show(view: HTMLElement): void;
  /** Says something to a screen reader. */
  announce(text: string): void;
  /** Tells the host page; false if it prevented what would follow. */
  emit(event: 'accepted' | 'token-needed' | 'credits-required', detail?: object): boolean;
}

/** Long enough to read why. */
const SECONDS_UNTIL_PRICING = 5;

/** One customer and the desk, step by step: who is there, what they write, sending it, and the receipt. */
export class Conversation {
  readonly #api: DeskApi;
  readonly #tokens: Tokens;
  readonly #stage: Stage;
  readonly #countdown = new Countdown();
  readonly #closed = closedView(() => this.tryNow());
  readonly #form = formView({
    changed: () => this.#keep({ ...this.#form.read(), key: this.#draft.key }),
    submitted: () => this.#submit(),
    edit: () => this.#stopSending(),
  });
  #customer: Customer | undefined;
  #draft = emptyDraft();
  #sending = false;
  #obstacle: Obstacle | undefined;
  #work = new AbortController();

  constructor(api: DeskApi, tokens: Tokens, stage: Stage) {
    this.#api = api;
    this.#tokens = tokens;
    this.#stage = stage;
  }

  /** Finds out who is there and opens the form for them. Nothing changes for a customer who is there already. */
  enter(): void {
    if (this.#sending) return;
    if (!this.#customer) this.#stage.show(this.#closed.element);
    this.#begin(async (signal) => {
      const answer = await this.#insist(this.#api.access, signal, (obstacle) => {
        if (this.#customer) return;
        this.#showClosed(obstacle && whyNotOpen(obstacle, this.#tokens.getToken !== undefined));
      });
      if (answer.outcome === 'done') this.#open(answer.value);
      else if (answer.outcome === 'credits_required') await this.#sendToPricing(answer, signal);
      else this.#showClosed(whyRefused(answer));
    });
  }

  /** Cuts a pause short, or asks the website for a token once more. */
  tryNow(): void {
    this.#countdown.skip();
    if (this.#obstacle?.kind !== 'sign_in') return;
    this.#stage.emit('token-needed');
    void this.#tokens.askAgain();
  }

  /** Stops what is under way. */
  end(): void {
    this.#work.abort();
  }

  #showClosed(explanation: Explanation | undefined) {
    this.#closed.show(explanation);
    this.#announce(explanation);
  }

  #open(customer: Customer) {
    const known = customer.email === this.#customer?.email;
    this.#customer = customer;
    this.#form.identify(customer);
    if (!known) this.#write(this.#stored.load() ?? emptyDraft());
  }

  #write(draft: Draft) {
    this.#draft = draft;
    this.#form.fill(draft);
    this.#form.show('writing');
    this.#stage.show(this.#form.element);
  }

  #keep(draft: Draft) {
    this.#draft = draft;
    this.#stored.save(draft);
  }

  get #stored() {
    return draftStorage(this.#customer?.email ?? '');
  }

  #submit() {
    if (this.#sending) return this.tryNow();
    const mistakes = mistakesIn(this.#draft);
    this.#form.explain(mistakes);
    if (Object.keys(mistakes).length === 0) this.#send();
  }

  #send() {
    this.#sending = true;
    this.#begin(async (signal) => {
      const answer = await this.#insist(
        (token) => this.#api.contact(token, this.#draft),
        signal,
        (obstacle) => {
          const explanation = obstacle && whyNotSent(obstacle);
          this.#form.show(obstacle ? 'waiting' : 'sending', explanation);
          this.#announce(explanation, 'Sending your message.');
        },
      );
      this.#sending = false;
      if (answer.outcome === 'done') this.#confirm(answer.value);
      else if (answer.outcome === 'credits_required') await this.#sendToPricing(answer, signal);
      else this.#refuse(answer);
    });
  }

  /** The key stays: should the message have arrived all the same, the desk will say so. */
  #stopSending() {
    this.#work.abort();
    this.#sending = false;
    this.#obstacle = undefined;
    this.#form.show('writing');
    this.#announce(undefined);
  }

  #confirm(receipt: Receipt) {
    this.#stored.clear();
    const view = receiptView(receipt, () => {
      this.#write(emptyDraft());
      this.#form.focus();
    });
    this.#stage.show(view.element);
    this.#announce(undefined);
    view.focus();
    this.#stage.emit('accepted', { ticketId: receipt.ticketId });
  }

  #refuse(answer: Refused) {
    // The desk has answered for good under this key; what is sent next is another request.
    this.#keep({ ...this.#draft, key: newKey() });
    const explanation = Object.keys(answer.mistakes).length > 0 ? undefined : whyRefused(answer);
    this.#form.show('writing', explanation);
    this.#announce(explanation);
    this.#form.explain(answer.mistakes);
  }

  async #sendToPricing({ message, pricingUrl }: CreditsRequired, signal: AbortSignal) {
    this.#customer = undefined;
    const target = pricingTarget(pricingUrl, message);
    const view = creditsView(message, target, () => this.#work.abort());
    this.#stage.show(view.element);
    this.#stage.announce(message);
    const mayLeave = this.#stage.emit('credits-required', { message, pricingUrl });
    if (!target || !mayLeave || cameBack()) return;
    await this.#countdown.wait(SECONDS_UNTIL_PRICING, view.show, signal);
    location.assign(target);
  }

  #announce(explanation: Explanation | undefined, otherwise = '') {
    this.#stage.announce(explanation ? `${explanation.title}. ${explanation.text}` : otherwise);
  }

  /** Starts a step of its own; the one before it, if it is still under way, ends unheard. */
  #begin(step: (signal: AbortSignal) => Promise<void>) {
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
