import { effect, signal, untracked } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { readQuery } from '#core/search/query.ts';
import { newestFirst } from '#core/ticket/ticket.ts';
import type { Desk } from '#dashboard/desk/desk.ts';
import type { StartTimer } from '#dashboard/desk/start-timer.ts';
import { inOrder, type Ticket } from '#dashboard/model/ticket.ts';
import { isPreviewed } from './preview.ts';
import { search } from './searching.ts';
import { finished, mistakeIn, questionOf } from './typed-query.ts';

/** The time without a key after which what is typed is asked, in milliseconds. */
export const WAIT_MS = 250;

/** The question that isn't asked because of a mistake, and the mistake in words for the agent. */
export const mistake = signal<{ readonly question: string; readonly text: string } | undefined>(undefined);

/**
 * Asks the desk what stands in the search box: once the agent pauses, unless there is a mistake in it. Until the desk has responded, the list shows what
 * this page knows to match; what the desk refuses leaves the list as it was. Returns a function that ends that.
 */
export function askAsTyped(desk: Desk, startTimer: StartTimer): () => void {
  const { list } = desk;
  let callOff = (): void => {};
  let shown = list.listing.peek();

  const ends = [
    effect(() => {
      const question = questionOf(list.query.value);
      untracked(() => {
        callOff();
        if (mistake.value?.question === question) return;
        const text = mistakeIn(question);
        mistake.value = text === undefined ? undefined : { question, text };
        if (text !== undefined) return;
        if (question === '') search(desk, '');
        else callOff = startTimer(WAIT_MS, () => search(desk, question));
      });
    }),
    effect(() => {
      const { listing, loaded, refusal } = list;
      if (loaded.value) shown = listing.value;
      const wrong = refusal.value?.fields.find(({ pointer }) => pointer === '?q');
      if (!wrong) return;
      untracked(() => {
        mistake.value = { question: listing.value.q, text: wrong.detail };
        // A link may have led to a query with a mistake.
        list.show(shown.q === listing.value.q ? { ...shown, q: '' } : shown);
        void desk.refresh();
      });
    }),
    effect(() => {
      const question = questionOf(list.query.value);
      const isShown = question === list.listing.value.q && list.loaded.value !== undefined;
      const isAsked = question !== '' && !isShown && mistake.value === undefined;
      list.preview.value = isAsked ? previewOf(desk, question) : undefined;
    }),
  ];
  return () => {
    callOff();
    for (const end of ends) end();
    list.preview.value = undefined;
  };
}

/** Asks at once what stands in the search box. Returns true if that is another question than before, or has a mistake. */
export function askNow(desk: Desk): boolean {
  const { list } = desk;
  list.query.value = finished(list.query.value);
  const question = questionOf(list.query.value);
  if (mistake.value === undefined && question === list.listing.value.q) return false;
  if (mistake.value === undefined) search(desk, question);
  return true;
}

/** Returns the tickets that match for sure as far as this page knows, newest first; undefined if it can't read the question. */
function previewOf({ session, tickets, conversation, list }: Desk, question: string): readonly Ticket[] | undefined {
  const read = conversation.readVersions.value;
  const all = inOrder(tickets.displayed.value.keys(), tickets.displayed.value, newestFirst);
  const own = session.agent.value;
  const agents = [...(own ? [own] : []), ...all.flatMap(({ assignee }) => assignee ?? [])];
  const isSearch = list.listing.value.q !== '';
  try {
    const query = readQuery(question, { me: own?.id ?? '', agents });
    return all.filter((ticket) => (!isSearch || list.isListed(ticket)) && isPreviewed(query, ticket, read));
  } catch {
    // It names an agent whom only the desk knows.
    return undefined;
  }
}

const onTimer: StartTimer = (milliseconds, act) => {
  const timer = setTimeout(act, milliseconds);
  return () => clearTimeout(timer);
};

/** Searches as the agent types, and marks the hits, for as long as the caller is there. */
export function useSearching(desk: Desk): void {
  useEffect(() => {
    let isHere = true;
    const ends = [askAsTyped(desk, onTimer)];
    import('./follow-hits.ts').then(
      ({ followHits }) => {
        if (isHere) ends.push(followHits(desk));
      },
      // Without it hits are just not marked.
      () => {},
    );
    return () => {
      isHere = false;
      for (const end of ends) end();
    };
  }, [desk]);
}
