import type { CreditsRequired, Customer, Receipt, Refused } from '#site/customer/answer.ts';
import { closedPanel } from '#site/customer/closed-panel.ts';
import { Dialogue } from '#site/customer/dialogue.ts';
import { type Explanation, whyNotOpen, whyNotSent, whyRefused } from '#site/customer/explanation.ts';
import { formText } from '#site/customer/messages.ts';
import { newKey } from '#site/customer/new-key.ts';
import type { Stage } from '#site/customer/stage.ts';
import type { Tokens } from '#site/customer/tokens.ts';
import type { ContactApi } from './contact-api.ts';
import { creditsPanel } from './credits-panel.ts';
import { type Draft, emptyDraft, isDraft, mistakesIn } from './draft.ts';
import { formPanel } from './form-panel.ts';
import { cameBack, leaveFor, mayLeave, pricingTarget } from './pricing.ts';
import { receiptPanel } from './receipt-panel.ts';

/** Events that the form fires on the host page. */
export type ConversationEvent = 'accepted' | 'credits-required';

/** Long enough to read the reason. */
const SECONDS_UNTIL_PRICING = 5;

/** The form's dialogue, step by step: access, writing, sending, confirmation. */
export class Conversation extends Dialogue<ConversationEvent> {
  readonly #api: ContactApi;
  readonly #work = this.work();
  readonly #closed = closedPanel(() => this.#work.tryNow());
  /** The name of the draft. */
  readonly #name: string;
  readonly #form = formPanel({
    changed: () => this.#keep({ ...this.#form.read(), key: this.#draft.key }),
    submitted: () => this.#submit(),
    edit: () => this.#stopSending(),
    uploading: {
      ...this.forFiles,
      explain: (explanation) => {
        if (this.#sending) return;
        this.#form.show('writing', explanation);
        if (explanation) this.say(explanation);
      },
    },
  });
  #customer: Customer | undefined;
  #draft = emptyDraft();
  #sending = false;
  /** True if the customer went elsewhere, and returned by the Back button to this page as the browser had kept it. */
  #hasLeft = false;

  constructor(api: ContactApi, tokens: Tokens, stage: Stage<ConversationEvent>, name: string) {
    super(tokens, stage);
    this.#name = name;
    this.#api = api;
  }

  /** Checks access and opens the form. An open form stays as it is. */
  refresh(): void {
    if (this.#sending) return;
    if (!this.#customer) this.stage.show(this.#closed.element);
    this.#work.begin(async (signal) => {
      const answer = await this.#work.retryRequest(
        this.#api.access,
        signal,
        (obstacle) => {
          if (this.#customer) return;
          this.#showClosed(obstacle && whyNotOpen(obstacle, this.tokens.isRenewable));
        },
        true,
      );
      if (answer.outcome === 'done') this.#open(answer.value);
      else if (answer.outcome === 'credits_required') await this.#sendToPricing(answer, signal);
      else {
        this.#showClosed(whyRefused(answer));
        this.stage.emit('error', { reason: 'refused', detail: answer.reason });
      }
    });
  }

  #showClosed(explanation: Explanation | undefined) {
    this.#closed.show(explanation);
    this.say(explanation);
  }

  #open(customer: Customer) {
    const isKnown = this.#customer !== undefined;
    if (JSON.stringify(customer) !== JSON.stringify(this.#customer)) this.#form.identify(customer);
    this.#customer = customer;
    if (!isKnown) this.#write(this.stage.drafts.load(this.#name, isDraft) ?? emptyDraft());
    this.stage.emit('ready');
  }

  #write(draft: Draft) {
    this.#draft = draft;
    this.#form.fill(draft);
    this.#form.show('writing');
    this.stage.show(this.#form.element);
  }

  #keep(draft: Draft) {
    this.#draft = draft;
    this.stage.drafts.save(this.#name, draft);
  }

  /** Stops uploads, too. The draft keeps what is uploaded. */
  override end(): void {
    super.end();
    this.#form.cancelUploads();
  }

  #submit() {
    if (this.#sending) return this.#work.tryNow();
    const mistakes = mistakesIn(this.#draft);
    this.#form.explain(mistakes);
    if (Object.keys(mistakes).length === 0 && this.#form.hasFiles()) this.#send();
  }

  #send() {
    this.#sending = true;
    this.#work.begin(async (signal) => {
      const answer = await this.#work.retryRequest(
        (token) => this.#api.contact(token, this.#draft),
        signal,
        (obstacle) => {
          const explanation = obstacle && whyNotSent(obstacle);
          this.#form.show(obstacle ? 'waiting' : 'sending', explanation);
          this.say(explanation, formText.announceSending);
        },
      );
      this.#sending = false;
      if (answer.outcome === 'done') this.#confirm(answer.value);
      else if (answer.outcome === 'credits_required') await this.#sendToPricing(answer, signal);
      else this.#refuse(answer);
    });
  }

  /** Keeps the key: if the message arrived after all, the desk will say so. */
  #stopSending() {
    this.#work.end();
    this.#sending = false;
    this.#form.show('writing');
    this.say(undefined);
  }

  #confirm(receipt: Receipt) {
    const { files = [] } = this.#draft;
    this.stage.drafts.save(this.#name, undefined);
    // A token renewed in the meantime may have another address, of which this isn't known.
    const mail = receipt.email === this.#customer?.email ? this.#customer.mail : undefined;
    const view = receiptPanel(receipt, mail, files, () => {
      this.#write(emptyDraft());
      this.#form.focus();
    });
    this.stage.show(view.element);
    this.say(undefined);
    view.focus();
    this.stage.emit('accepted', { ticketId: receipt.ticketId });
  }

  #refuse(answer: Refused) {
    // The desk's answer under this key is final; sending again is a new request.
    this.#keep({ ...this.#draft, key: newKey() });
    const isAboutFields = Object.keys(answer.mistakes).length > 0 || answer.files.length > 0;
    const explanation = isAboutFields ? undefined : whyRefused(answer);
    this.#form.show('writing', explanation);
    this.say(explanation);
    this.#form.explain(answer.mistakes);
    this.#form.refuse(answer.files);
  }

  async #sendToPricing({ message, pricingUrl }: CreditsRequired, signal: AbortSignal) {
    this.#customer = undefined;
    const target = pricingTarget(pricingUrl, message);
    const view = creditsPanel(message, target, () => this.end());
    this.stage.show(view.element);
    this.stage.announce(message);
    const isWanted = this.stage.emit('credits-required', { message, pricingUrl });
    if (!target || !isWanted || !mayLeave() || this.#hasLeft || cameBack()) return;
    const stay = () => {
      this.#hasLeft = true;
      this.end();
      view.show();
    };
    addEventListener('pagehide', stay, { signal });
    // Only seconds in which it can be read count.
    for (let left = SECONDS_UNTIL_PRICING; left > 0; left = this.stage.isInView() ? left - 1 : SECONDS_UNTIL_PRICING) {
      await this.#work.wait(1, () => view.show(left), signal);
    }
    view.show();
    leaveFor(target);
  }
}
