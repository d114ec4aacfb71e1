import { signal } from '@preact/signals';
import type { ComponentType, RefObject } from 'preact';
import type { Desk } from '#dashboard/desk/desk.ts';

export interface SearchFieldProps {
  /** The text field of the search box. */
  readonly field: RefObject<HTMLInputElement | null>;
}

export type TypedInto = InputEvent & { readonly currentTarget: HTMLInputElement };

/** The parts of the search whose code loads when the agent goes to the search box, or with a query in the URL. */
export interface SearchParts {
  /** The filters of the query, before the field. */
  readonly Chips: ComponentType<SearchFieldProps>;
  /** Below it. */
  readonly Suggestions: ComponentType<SearchFieldProps>;
  /** Says what is searched, and what is wrong with the query. */
  readonly SearchNotes: ComponentType;
  /** Says how many were found, how far back. */
  readonly SearchFoot: ComponentType;
  readonly NothingFound: ComponentType;
  /** Returns the part of a query that the field shows. */
  readonly textIn: (query: string) => string;
  /** Takes over what the agent typed into the field. */
  readonly takeText: (desk: Desk, event: TypedInto) => void;
  readonly takeKey: (desk: Desk, event: KeyboardEvent) => void;
}

/** Undefined until they are loaded, without which a query is just kept. */
export const searchParts = signal<SearchParts | undefined>(undefined);

/** Becomes true when the agent goes to the search box. */
export const searchNeeded = signal(false);
