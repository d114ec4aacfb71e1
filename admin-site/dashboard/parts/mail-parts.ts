import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import type { Arrival, ReceivedMail, ThreadEntry } from '#dashboard/model/thread.ts';

/** Views for received mail, whose code loads beside the page. */
export interface MailParts {
  /** Says how a message came by mail, in its head. */
  readonly MailMarks: ComponentType<{ readonly channel: Arrival['channel']; readonly email: ReceivedMail }>;
  /** The rest of a mail, below its text; `of` is the place of its message in the API. */
  readonly MailRest: ComponentType<{ readonly email: ReceivedMail; readonly of: string }>;
  /** A mail that no person wrote. */
  readonly AutomaticMail: ComponentType<{
    readonly entry: ThreadEntry;
    readonly ticketId: string;
    readonly of: string;
  }>;
  /** An agent's mail that wasn't sent to the customer. */
  readonly UnsentMail: ComponentType<{ readonly entry: ThreadEntry; readonly ticketId: string; readonly of: string }>;
  /** The keys of the page of held mail. */
  readonly HeldMailKeys: ComponentType<{ readonly className?: string }>;
  /** The side bar's link to held mail. */
  readonly HeldMailLink: ComponentType;
}

/** Undefined until they are loaded, without which everything else works. */
export const mailParts = signal<MailParts | undefined>(undefined);
