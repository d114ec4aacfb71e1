import { DeskError, type FieldError } from '#core/errors.ts';
import { readTerms, type Term } from '#core/search/query.ts';

/** A search as it is read: its terms, none if it means nothing; and the mistake in it, as a sentence without its subject, or ''. */
interface Typed {
  readonly terms: readonly Term[];
  readonly mistake: string;
}

/** Reads what a customer types, by the desk's own rules. */
export function readTyped(text: string): Typed {
  try {
    return { terms: readTerms(text), mistake: '' };
  } catch (error) {
    if (!(error instanceof DeskError)) throw error;
    const [first] = error.members.errors as readonly FieldError[];
    return { terms: [], mistake: first?.detail ?? '' };
  }
}
