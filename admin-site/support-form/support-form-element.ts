import { CustomerElement } from '#site/customer/customer-element.ts';
import type { Stage } from '#site/customer/stage.ts';
import type { Tokens } from '#site/customer/tokens.ts';
import { claimDraft } from './claim-draft.ts';
import { contactApi } from './contact-api.ts';
import { Conversation, type ConversationEvent } from './conversation.ts';
import css from './support-form.css';

/**
 * `<support-form>`, in which a customer of the website writes to support.
 *
 * - Attributes, properties, methods and styling: those of every `CustomerElement`.
 * - Events: those of every `CustomerElement`, `support-form:accepted` ({ ticketId }), and `support-form:credits-required` ({ message, pricingUrl }), whose
 *   default is to go to `pricingUrl`.
 */
export class SupportFormElement extends CustomerElement<ConversationEvent, Conversation> {
  #draftName = '';

  constructor() {
    super(css);
  }

  protected dialogueWith(desk: string, tokens: Tokens, stage: Stage<ConversationEvent>): Conversation {
    return new Conversation(contactApi(desk), tokens, stage, this.#draftName);
  }

  protected open(conversation: Conversation): void {
    conversation.refresh();
  }

  protected override whileConnected(signal: AbortSignal): void {
    this.#draftName = claimDraft(this, signal);
  }
}
