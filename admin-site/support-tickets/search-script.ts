import type { Answer } from '#site/customer/answer.ts';
import { laterScript } from '#site/customer/later-script.ts';
import type { Work } from '#site/customer/work.ts';
import type { TicketPage } from './own-ticket.ts';
import type { TicketsEvent } from './reading.ts';

/** The dialogue that a search belongs to. */
export interface Searching {
  readonly work: Work<TicketsEvent>;
  /** Loads the page of tickets at an address. */
  list(token: string, address: string): Promise<Answer<TicketPage>>;
  /** Returns true if the website can be asked for a token. */
  canAskForToken(): boolean;
  /** Announces a text to screen readers. */
  say(text: string): void;
  /** Opens a ticket that the customer chose. */
  open(id: string): void;
}

/** The script for searching tickets, which the list loads once it has many. */
export interface SearchScript {
  /**
   * Has the customer search in `place`, an element of a shadow root, and shows what is found in place of `all`. Returns a function to call whenever `all` is
   * loaded, which searches again if it `isNew`.
   */
  ticketSearch(place: HTMLElement, all: HTMLElement, searching: Searching): (isNew: boolean) => void;
}

/** The name of the script, which build.ts inserts. */
declare const SEARCH_SCRIPT: string;

/** Returns a function that loads the script for searching of the desk at an origin. */
export const searchScript = (desk: string) =>
  laterScript(`${desk}/static/${SEARCH_SCRIPT}`, ({ ticketSearch }: SearchScript) => ticketSearch);
