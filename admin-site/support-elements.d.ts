// @ts-nocheck React, Preact and Vue are extended below, and a website has one of them at most.

/** A customer's token as a website provides it: text, also as JSON or after `Bearer `, or an object with it; null or '' if nobody is signed in. */
export type SupportToken = string | { readonly token: string | null } | null | undefined;

/** Common members of `<support-form>` and `<support-tickets>`. */
interface SupportElement extends HTMLElement {
  /** The customer's token, which takes precedence over `getToken` and `token-url`. Set another one to renew it, and null if nobody is signed in. Write-only. */
  set token(token: string | null | undefined);
  /** Returns the customer's token, or a promise of it; called when one is needed. Write-only. */
  set getToken(getToken: (() => SupportToken | Promise<SupportToken>) | undefined);
  /** Forgets the customer at once, with everything shown to them and everything they haven't sent yet. */
  signOut(): void;
}

/** `<support-form>`, in which a customer writes to support. */
export interface SupportFormElement extends SupportElement {}

/** `<support-tickets>`, in which a customer follows their tickets and replies. */
export interface SupportTicketsElement extends SupportElement {
  /** The id of the open ticket. Null, undefined, '' and an id that isn't one of the customer's show the list. */
  get ticket(): string | undefined;
  set ticket(id: string | null | undefined);
  /** Lists a ticket that was just submitted; a form on the same page does this automatically. */
  added(ticketId: string): void;
  /** Loads again what is shown. */
  refresh(): void;
}

/** Attributes of both elements. */
export interface SupportAttributes {
  /** An address on your website that returns the customer's token. */
  'token-url'?: string | undefined;
  /** The desk's origin, unless the element's script was loaded from it. */
  api?: string | undefined;
}

export interface SupportTicketsAttributes extends SupportAttributes {
  /** The id of the open ticket. */
  ticket?: string | null | undefined;
}

/** The detail of an error: its reason, and a text for developers. */
export interface SupportError {
  readonly reason: 'connection' | 'busy' | 'unavailable' | 'token_refused' | 'refused' | 'no_such_ticket';
  readonly detail: string;
  /** The id that `ticket` was set to, if it isn't one of the customer's. */
  readonly ticketId?: string;
}

type NoDetail = CustomEvent<Record<string, never>>;
type OfTicket = CustomEvent<{ readonly ticketId: string }>;
type OfCredits = CustomEvent<{ readonly message: string; readonly pricingUrl: string }>;

/** Alternative names of both elements' common events, for frameworks that can't bind the first. */
interface PlainCommonEvents {
  supportready: NoDetail;
  supporterror: CustomEvent<SupportError>;
  supporttokenneeded: NoDetail;
}

/** Events of `<support-form>`, each under two names; all of them bubble. */
export interface SupportFormEvents extends PlainCommonEvents {
  /** The customer can use the form. */
  'support-form:ready': NoDetail;
  'support-form:error': CustomEvent<SupportError>;
  /** Your page should sign the customer in, or set a token. */
  'support-form:token-needed': NoDetail;
  /** A ticket is stored. */
  'support-form:accepted': OfTicket;
  supportaccepted: OfTicket;
  /** The customer has no credits; `preventDefault()` keeps them on the page. */
  'support-form:credits-required': OfCredits;
  supportcreditsrequired: OfCredits;
}

/** Events of `<support-tickets>`, each under two names; all of them bubble. */
export interface SupportTicketsEvents extends PlainCommonEvents {
  /** The customer can use the list. */
  'support-tickets:ready': NoDetail;
  'support-tickets:error': CustomEvent<SupportError>;
  /** Your page should sign the customer in, or set a token. */
  'support-tickets:token-needed': NoDetail;
  /** The customer opened a ticket. */
  'support-tickets:opened': OfTicket;
  supportopened: OfTicket;
  /** The customer went back to the list. */
  'support-tickets:listed': NoDetail;
  supportlisted: NoDetail;
  /** A reply is stored. */
  'support-tickets:replied': OfTicket;
  supportreplied: OfTicket;
}

/** `onsupportaccepted` and the like, as JSX has them. */
type Handlers<Events> = {
  [Name in keyof Events & string as `on${Name}`]?: ((event: Events[Name]) => void) | undefined;
};

type FormProps = SupportAttributes & Handlers<SupportFormEvents>;
type TicketsProps = SupportTicketsAttributes & Handlers<SupportTicketsEvents>;

declare global {
  interface HTMLElementTagNameMap {
    'support-form': SupportFormElement;
    'support-tickets': SupportTicketsElement;
  }
  /** Events on the elements, and on everything that contains them. */
  interface GlobalEventHandlersEventMap extends SupportFormEvents, SupportTicketsEvents {}
  interface WindowEventMap extends SupportFormEvents, SupportTicketsEvents {}
}

// React 19. `token` and `getToken` are properties, which React writes as attributes until the script has loaded: set them through a ref.
declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'support-form': DetailedHTMLProps<HTMLAttributes<SupportFormElement>, SupportFormElement> & FormProps;
      'support-tickets': DetailedHTMLProps<HTMLAttributes<SupportTicketsElement>, SupportTicketsElement> & TicketsProps;
    }
  }
}

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'support-form': import('preact').HTMLAttributes<SupportFormElement> & FormProps;
      'support-tickets': import('preact').HTMLAttributes<SupportTicketsElement> & TicketsProps;
    }
  }
}

// https://vuejs.org/guide/extras/web-components#web-components-and-typescript
declare module 'vue' {
  type Emit<Events> = import('vue').EmitFn<{ [Name in keyof Events]: (event: Events[Name]) => void }>;
  interface GlobalComponents {
    'support-form': new () => SupportFormElement & {
      $props: import('vue').HTMLAttributes & import('vue').PublicProps & SupportAttributes;
      $emit: Emit<SupportFormEvents>;
    };
    'support-tickets': new () => SupportTicketsElement & {
      $props: import('vue').HTMLAttributes & import('vue').PublicProps & SupportTicketsAttributes;
      $emit: Emit<SupportTicketsEvents>;
    };
  }
}
